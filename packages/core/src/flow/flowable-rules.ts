/** What the flow language says about a flowable type beyond its branches (engine.md 1.6, 4). */
export interface FlowableRules {
  /** `onResume` is a form and `onPause` one task; `tasks` may be left out. */
  readonly isGate?: boolean
  /** Children are written as `{ task, dependsOn }`. */
  readonly hasDependencies?: boolean
  /** Children must be tasks that run on a worker or inline: no flowables. */
  readonly runnableChildrenOnly?: boolean
  /** One of `cases` and `defaults` must hold a task. */
  readonly needsAnyCase?: boolean
  /** It starts the flow that `namespace` and `flowId` name. */
  readonly startsFlow?: boolean
}

export const PAUSE_TYPE = 'io.kestra.plugin.core.flow.Pause'

const RULES: ReadonlyMap<string, FlowableRules> = new Map([
  [PAUSE_TYPE, { isGate: true }],
  ['io.kestra.plugin.core.flow.Dag', { hasDependencies: true }],
  ['io.kestra.plugin.core.flow.Switch', { needsAnyCase: true }],
  ['io.kestra.plugin.core.flow.WorkingDirectory', { runnableChildrenOnly: true }],
  ['io.kestra.plugin.core.flow.Subflow', { startsFlow: true }],
  ['io.kestra.plugin.core.flow.ForEachItem', { startsFlow: true }],
])

/** The rules of a canonical type; none for types that have no special ones. */
export function flowableRules(type: string): FlowableRules {
  return RULES.get(type) ?? {}
}
