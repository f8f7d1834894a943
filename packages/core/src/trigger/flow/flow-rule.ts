import type { Label } from '../../execution/execution.ts'
import { isTerminated, STATES, type State } from '../../execution/state.ts'
import type { Flow } from '../../flow/flow.ts'
import { LITERAL_RENDERER } from '../../task/properties/property-builder.ts'
import { PropertyError, type Rendered, renderProperties } from '../../task/property.ts'
import { anyCondition, type Condition } from '../conditions/condition-type.ts'
import { isMultiple, MULTIPLE_PROPERTIES } from '../conditions/registry.ts'
import { labelPairs } from '../label-pairs.ts'
import type { FILTER_SHAPE, FLOW_PROPERTIES } from '../types.ts'
import { DEFAULT_WINDOW, readTimeWindow, type TimeWindow, timeOfDay } from './time-window.ts'

type Given = Rendered<typeof FLOW_PROPERTIES>
type GivenFilter = Rendered<typeof FILTER_SHAPE>

/** What a Flow trigger follows by itself: executions that have ended, and those that wait (Kestra 1.0 and later). */
const DEFAULT_STATES: readonly State[] = STATES.filter(
  (state) => (isTerminated(state) && state !== 'RETRIED' && state !== 'SKIPPED') || state === 'PAUSED',
)

/** A state that an execution of certain flows must have entered. Members that are null match anything. */
export interface UpstreamMatch {
  readonly namespace: string | null
  readonly flowId: string | null
  readonly states: readonly State[] | null
  readonly labels: readonly Label[]
  readonly when: string | null
}

/** One of the things that a window waits for. */
export type WindowPart =
  | { readonly kind: 'upstream'; readonly name: string; readonly match: UpstreamMatch }
  | {
      readonly kind: 'filters'
      readonly name: string
      readonly operand: 'AND' | 'OR'
      readonly filters: readonly GivenFilter[]
    }
  | { readonly kind: 'condition'; readonly name: string; readonly condition: Condition }

/** Several things that must have come true within a time. */
export interface WindowRule {
  readonly id: string
  readonly window: TimeWindow
  readonly resetOnSuccess: boolean
  readonly parts: readonly WindowPart[]
  /** So many of the parts must have come true. */
  readonly needed: number
}

/** What a Flow trigger waits for. */
export interface FlowRule {
  readonly states: readonly State[]
  /** Conditions that must hold for the execution of the event itself. */
  readonly simple: readonly Condition[]
  /** All must be complete; each has a record of its own. */
  readonly windows: readonly WindowRule[]
  readonly needsAttempts: boolean
}

/** @throws PropertyError when the parts do not fit together. */
export function compileFlowRule(given: Given, flow: Pick<Flow, 'namespace'>): FlowRule {
  const conditions = given.conditions ?? []
  const simple = conditions.filter(({ type }) => !isMultiple(type))
  const windows = [
    ...conditions.filter(({ type }) => isMultiple(type)).map(multipleRule),
    ...(given.preconditions === undefined ? [] : [preconditionsRule(given.preconditions)]),
    ...(given.dependsOn === undefined ? [] : [dependsOnRule(given, given.dependsOn, flow)]),
  ]
  const states = given.states ?? statesOf(windows) ?? DEFAULT_STATES
  const needsAttempts = anyCondition(conditions, (type) => type.needsAttempts)
  return { states, simple, windows: windows.filter((rule) => rule.parts.length > 0), needsAttempts }
}

/** `dependsOn` alone says which states count; other triggers that name no state follow the default ones. */
function statesOf(windows: readonly WindowRule[]): readonly State[] | null {
  const own = windows.filter(({ id }) => id === DEPENDS_ON).flatMap(({ parts }) => parts)
  const named = own.flatMap((part) => (part.kind === 'upstream' ? (part.match.states ?? []) : []))
  return named.length === 0 ? null : [...new Set([...DEFAULT_STATES, ...named])]
}

function preconditionsRule(given: NonNullable<Given['preconditions']>): WindowRule {
  const flows = given.flows ?? []
  const upstream = flows.map(
    (match, index): WindowPart => ({
      kind: 'upstream',
      name: `condition_${index + 1}`,
      match: {
        namespace: match.namespace,
        flowId: match.flowId ?? null,
        states: match.states ?? null,
        labels: labelPairs(match.labels),
        when: null,
      },
    }),
  )
  const filters = (given.where ?? []).map(
    ({ id, operand, filters: list }, index): WindowPart => ({
      kind: 'filters',
      name: `condition_${flows.length + index + 1}_${id}`,
      operand,
      filters: list,
    }),
  )
  const parts = [...upstream, ...filters]
  const { id, resetOnSuccess } = given
  return { id, window: readTimeWindow(given.timeWindow), resetOnSuccess, parts, needed: parts.length }
}

function multipleRule({ properties }: Condition): WindowRule {
  const given = renderProperties(MULTIPLE_PROPERTIES, properties, LITERAL_RENDERER)
  const parts = [...given.conditions].map(([name, condition]): WindowPart => ({ kind: 'condition', name, condition }))
  const timeWindow = given.timeWindow ?? given.sla
  const { window: windowMs, windowAdvance: advanceMs } = given
  const window: TimeWindow =
    timeWindow !== undefined || (windowMs === undefined && advanceMs === undefined)
      ? readTimeWindow(timeWindow)
      : { kind: 'duration', windowMs: windowMs ?? 86_400_000, advanceMs: advanceMs ?? 0 }
  return { id: given.id, window, resetOnSuccess: given.resetOnSuccess, parts, needed: parts.length }
}

/** Name of the record of `dependsOn`. No id of a precondition can be the same: those have no blanks. */
const DEPENDS_ON = 'depends on'

function dependsOnRule(given: Given, list: NonNullable<Given['dependsOn']>, flow: Pick<Flow, 'namespace'>): WindowRule {
  const parts = list.map(
    (match, index): WindowPart => ({
      kind: 'upstream',
      name: match.id ?? `condition_${index + 1}`,
      match: {
        namespace: match.namespace ?? flow.namespace,
        flowId: match.flowId ?? null,
        states: match.states ?? given.states ?? DEFAULT_STATES,
        labels: labelPairs(match.labels),
        when: match.when ?? null,
      },
    }),
  )
  return {
    id: DEPENDS_ON,
    window: dependencyWindow(given.window),
    resetOnSuccess: true,
    parts,
    needed: neededOf(given, parts),
  }
}

function neededOf({ mode, minSatisfied }: Given, parts: readonly WindowPart[]): number {
  if (mode === 'ANY') return 1
  if (mode === 'ALL') return parts.length
  if (minSatisfied === undefined) throw new PropertyError('The mode AT_LEAST needs `minSatisfied`.')
  if (minSatisfied <= parts.length) return minSatisfied
  throw new PropertyError(`\`minSatisfied\` is ${minSatisfied}, but \`dependsOn\` has ${parts.length} entries.`)
}

/** One of: until a time of day; between two of them; windows that follow each other; so far back from now. */
function dependencyWindow(given: Given['window']): TimeWindow {
  if (given === undefined) return DEFAULT_WINDOW
  const { deadline, from, to, every, offset, lookback } = given
  const kinds = [
    deadline !== undefined,
    from !== undefined || to !== undefined,
    every !== undefined,
    lookback !== undefined,
  ]
  if (kinds.filter(Boolean).length > 1) {
    throw new PropertyError('`window` must be one of: `deadline`; `from` and `to`; `every` with `offset`; `lookback`.')
  }
  if (deadline !== undefined) return { kind: 'daily', startMs: 0, endMs: timeOfDay('deadline', deadline) }
  if (kinds[1]) return { kind: 'daily', startMs: timeOfDay('from', from), endMs: timeOfDay('to', to) }
  if (lookback !== undefined) return { kind: 'sliding', windowMs: lookback }
  return { kind: 'duration', windowMs: every ?? 86_400_000, advanceMs: offset ?? 0 }
}
