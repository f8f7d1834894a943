import { answerOf, flowNamespace } from './ask.ts'
import type { TemplateFunction } from './function.ts'
import { givenText, maybeText } from './function-arguments.ts'

/**
 * Runs another flow and gives its outputs, where the host allows it (while inputs are asked for). The servers of this version
 * do not: it always fails, and the example shows what it is to give. Use the task `io.kestra.plugin.core.flow.Subflow`.
 *
 * @argument namespace - of the flow; default the flow's own
 * @argument id - of the flow
 * @argument inputs - map of inputs
 * @argument revision - default the newest
 * @argument labels - map of labels
 * @argument timeout - ISO duration
 * @result map of outputs
 * @error EXPRESSION_ARGUMENT the id is missing
 * @error EXPRESSION_HOST always in this version
 * @example {{ subflow(id='other').value }} → 42
 */
export const subflow: TemplateFunction = {
  name: 'subflow',
  parameters: ['namespace', 'id', 'inputs', 'revision', 'labels', 'timeout'],
  apply(args, run) {
    const namespace = maybeText(args, 0, 'subflow', 'namespace') ?? flowNamespace(run, 'subflow')
    const rest = [args[2], args[3], args[4], args[5]].map((value) => value ?? null)
    return answerOf(run, 'subflow', [namespace, givenText(args, 1, 'subflow', 'id'), ...rest])
  },
}
