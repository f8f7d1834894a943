import type { Evaluation as WireEvaluation } from '@countersign/contract'
import type { Evaluation } from '@countersign/engine'

/** A rendered text, or why there is none. `stackTrace` is where Kestra puts its own; ours says the same in one line. */
export function presentEvaluation(evaluation: Evaluation): WireEvaluation {
  return 'result' in evaluation
    ? { result: evaluation.result }
    : { error: evaluation.error, stackTrace: evaluation.error }
}
