import { createHash } from 'node:crypto'
import { p, type TaskContext } from '@countersign/plugin-sdk'

/** What all tasks of the state store say about which state they mean (engine.md 5.6). */
export const stateProperties = {
  name: p.string().default('default').describe('Name of the state.'),
  namespace: p.boolean().default(false).describe('True: one state for all flows of the namespace.'),
  taskrunValue: p.boolean().default(true).describe('Inside a loop: a state of its own for each value.'),
} as const

interface StateChoice {
  readonly name: string
  readonly namespace: boolean
  readonly taskrunValue: boolean
}

/**
 * The key under which a state is kept in the namespace of the flow (engine.md 8.2). Kestra's own hash of the value of an
 * iteration is not known outside of it; ours is shorter.
 */
export function stateKey(
  { name, namespace, taskrunValue }: StateChoice,
  { facts }: Pick<TaskContext, 'facts'>,
): string {
  const flow = namespace ? '' : `${slug(facts.flowId)}_`
  const value = taskrunValue && facts.value !== null ? `_${hash(facts.value)}` : ''
  return `${flow}states_tasks-states_${slug(name)}${value}`
}

/** A text as part of a key: lower case, nothing but letters, digits and single hyphens (engine.md 8.1). */
function slug(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\s+/g, '-')
    .replace(/[^A-Za-z0-9_-]/g, '')
    .replace(/_/g, '-')
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase()
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
