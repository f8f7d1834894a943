import type { Execution, FlowForExecution } from '@countersign/contract'
import { printJson } from '../../../lib/api/lossless-json.ts'
import { readPath } from '../../../lib/approval-words.ts'
import { labelOf } from '../../../lib/form/field.ts'

/** One fact that a decision rests on. `long` ones are laid out below their label. */
export interface EvidenceItem {
  readonly id: string
  readonly label: string
  /** Null when nothing was given. */
  readonly text: string | null
  readonly long: boolean
}

/**
 * The inputs with which an execution was started, in the order and with the names of its flow; without the flow in the
 * order of the answer. Texts are shown as they are: nothing in them becomes a link or a button.
 */
export function evidenceOf(
  execution: Pick<Execution, 'inputs'>,
  flow: Pick<FlowForExecution, 'inputs'> | null,
): readonly EvidenceItem[] {
  const inputs = execution.inputs ?? {}
  const declared = flow?.inputs ?? []
  if (declared.length === 0) return Object.keys(inputs).map((id) => toItem(id, labelOf(id), inputs[id]))
  return declared.map(({ id, displayName }) => toItem(id, displayName ?? labelOf(id), readPath(inputs, id)))
}

function toItem(id: string, label: string, value: unknown): EvidenceItem {
  const text = toText(value)
  return { id, label, text, long: text !== null && (text.length > 60 || text.includes('\n')) }
}

function toText(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'string') return fileName(value) ?? value
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'object') {
    const scalars = Array.isArray(value) && value.every((item) => typeof item !== 'object')
    return scalars ? value.map(String).join(', ') : printJson(value)
  }
  return String(value)
}

/** The name of a stored file; null for any other text. */
function fileName(text: string): string | null {
  return /^kestra:\/\//.test(text) ? (text.split('/').pop() ?? text) : null
}
