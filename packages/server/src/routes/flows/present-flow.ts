import type { FlowWithSource, Flow as WireFlow } from '@countersign/contract'
import type { Flow, Listener, OutputDeclaration, Task, TriggerDeclaration } from '@countersign/core'
import { toInstant } from '../shared/instant.ts'
import { presentInput } from '../shared/present-input.ts'
import { presentPolicies, presentRetry } from './present-policies.ts'

/** A task or trigger as the API shows it: what was written, without members at their default. */
type FlowPart = WireFlow['tasks'][number]

/**
 * A flow without its source (api.md 2.5). Lists that the flow leaves out are absent.
 *
 * @param stored true for what was read, which Kestra shows with `updated` and `triggers` even if there are none
 *   (observed/api.md C18)
 */
export function presentFlow(flow: Flow, { stored }: { readonly stored: boolean }): WireFlow {
  return {
    id: flow.id,
    namespace: flow.namespace,
    revision: flow.revision,
    ...(stored ? { updated: toInstant(flow.updatedAt) } : {}),
    ...(flow.description === undefined ? {} : { description: flow.description }),
    ...presentList('inputs', flow.inputs, presentInput),
    ...presentList('outputs', flow.outputs, presentOutput),
    disabled: flow.disabled,
    deleted: flow.deleted,
    ...presentList('labels', flow.labels, ({ key, value }) => ({ key, value })),
    ...(Object.keys(flow.variables).length === 0 ? {} : { variables: { ...flow.variables } }),
    tasks: flow.tasks.map(presentTask),
    ...presentList('errors', flow.errors, presentTask),
    ...presentList('finally', flow.finally, presentTask),
    ...presentList('afterExecution', flow.afterExecution, presentTask),
    ...(stored || flow.triggers.length > 0 ? { triggers: flow.triggers.map(presentTriggerPart) } : {}),
    ...presentList('listeners', flow.listeners, presentListener),
    ...presentPolicies(flow),
  }
}

/** The same with the YAML it was saved as. */
export function presentFlowWithSource(flow: Flow, options: { readonly stored: boolean }): FlowWithSource {
  return { ...presentFlow(flow, options), source: flow.source }
}

function presentList<Name extends string, T, U>(
  name: Name,
  items: readonly T[],
  present: (item: T) => U,
): { [K in Name]?: U[] } {
  if (items.length === 0) return {}
  // One member under the given name.
  return { [name]: items.map(present) } as { [K in Name]: U[] }
}

function presentOutput({ id, type, value, description, displayName, required }: OutputDeclaration) {
  return {
    id,
    type,
    value,
    ...(description === undefined ? {} : { description }),
    ...(displayName === undefined ? {} : { displayName }),
    required,
  }
}

/** A trigger as its flow has it. */
export function presentTriggerPart({ id, type, disabled, properties }: TriggerDeclaration): FlowPart {
  return { id, type, ...(disabled ? { disabled } : {}), ...properties }
}

function presentListener({ description, conditions, tasks }: Listener) {
  return {
    ...(description === undefined ? {} : { description }),
    ...(conditions.length === 0 ? {} : { conditions: [...conditions] }),
    tasks: tasks.map(presentTask),
  }
}

function presentTask(task: Task): FlowPart {
  const { id, type, properties, branches, cases, onResume, onPause, retry, ...common } = task
  const { disabled, allowFailure, allowWarning, ...others } = common
  return {
    id,
    type,
    ...others,
    ...(retry === undefined ? {} : { retry: presentRetry(retry) }),
    ...(disabled ? { disabled } : {}),
    ...(allowFailure ? { allowFailure } : {}),
    ...(allowWarning ? { allowWarning } : {}),
    ...properties,
    ...mapMembers(branches, (tasks) => tasks?.map(presentTask)),
    ...(cases === undefined ? {} : { cases: mapMembers(cases, (tasks) => tasks.map(presentTask)) }),
    ...(onPause === undefined ? {} : { onPause: presentTask(onPause) }),
    ...(onResume === undefined ? {} : { onResume: onResume.map(presentInput) }),
  }
}

function mapMembers<T, U>(members: Readonly<Record<string, T>>, map: (member: T) => U): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, map(member)]))
}
