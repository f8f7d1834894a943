import {
  DECISION_INPUT_PREFIX,
  decisionSchema,
  JSON_TYPE,
  type MULTIPART_TYPE,
  parseIfMatch,
} from '@countersign/contract'
import { AppError, type RawInputs } from '@countersign/core'
import type { FormContent } from '../../app/multipart-form.ts'
import { parseWith } from '../../app/parse-with.ts'
import { readFormInputs, readInputs } from '../shared/read-inputs.ts'

/** A body that carries a decision, as the contract lets it come. */
type DecisionBody =
  | { readonly type: typeof MULTIPART_TYPE; readonly value: FormContent }
  | {
      readonly type: typeof JSON_TYPE
      readonly value: {
        readonly outcome?: string | undefined
        readonly comment?: string | undefined
        readonly inputs: Readonly<Record<string, unknown>>
      }
    }
  | null

/** What somebody decided. */
interface ReadDecision {
  readonly inputs: RawInputs
  readonly outcome?: string
  readonly comment?: string
}

/** @throws AppError REQUEST_INVALID, INPUT_INVALID */
export function readDecision(body: DecisionBody): ReadDecision {
  if (body === null) return { inputs: new Map() }
  if (body.type === JSON_TYPE) {
    const { inputs, outcome, comment } = body.value
    return { inputs: readInputs({ type: JSON_TYPE, value: inputs }), ...given({ outcome, comment }) }
  }
  const textOf = (name: string) => body.value.fields.find((field) => field.name === name)?.value
  const words = given({ outcome: textOf('outcome'), comment: textOf('comment') })
  parseWith(decisionSchema, words, 'body')
  return { inputs: readFormInputs(body.value, DECISION_INPUT_PREFIX), ...words }
}

function given(words: { readonly outcome: string | undefined; readonly comment: string | undefined }) {
  const { outcome, comment } = words
  return { ...(outcome === undefined ? {} : { outcome }), ...(comment === undefined ? {} : { comment }) }
}

/**
 * The version that the person saw; undefined when any will do.
 * @throws AppError APPROVAL_CHANGED for a tag that no version of ours has
 */
export function readSeenVersion(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined) return undefined
  const seen = parseIfMatch(ifMatch)
  if (seen === 'any') return undefined
  if (seen !== null) return seen
  throw new AppError(
    'APPROVAL_CHANGED',
    `\`If-Match: ${ifMatch}\` is no version of this request; send the ETag of its last read.`,
  )
}
