import { compileTextPattern, isPendingSignal } from '@countersign/expression'
import { messageOf } from '../../errors/message-of.ts'
import { hasLabel } from '../../labels/labels.ts'
import type { FlowTrigger } from '../compile-trigger.ts'
import {
  type ConditionContext,
  testCondition,
  testConditions,
  type UpstreamExecution,
} from '../conditions/condition-type.ts'
import { saysYes } from '../conditions/execution-conditions.ts'
import type { FlowWindow } from '../trigger-row.ts'
import type { UpstreamMatch, WindowPart, WindowRule } from './flow-rule.ts'
import { type Span, spanAt } from './time-window.ts'

/** What an event means for a Flow trigger. */
export interface EventOutcome {
  readonly fires: boolean
  /** Records as they are now: those that changed, and null for those that are to be forgotten. */
  readonly windows: ReadonlyMap<string, FlowWindow | null>
  /** Conditions that could not be told, and so count as false. */
  readonly problems: readonly string[]
}

export interface EventEvaluation {
  readonly trigger: FlowTrigger
  readonly execution: UpstreamExecution
  readonly context: ConditionContext
  /** Records by condition id, as they are stored. */
  readonly windows: ReadonlyMap<string, FlowWindow>
  readonly now: number
  /** The server's zone: midnight of windows of days. */
  readonly zone: string
}

/**
 * What a state change of an execution means for a Flow trigger (engine.md 6.6). An event that contributes to no window never
 * fires, also when an earlier one has completed it: other than in Kestra, where every later execution of any flow would.
 *
 * @throws a pending signal when an expression needs an answer; nothing else.
 */
export function evaluateEvent(evaluation: EventEvaluation): EventOutcome {
  const { trigger, execution, context } = evaluation
  const problems: string[] = []
  const holds = (test: () => boolean): boolean => {
    try {
      return test()
    } catch (error) {
      if (isPendingSignal(error)) throw error
      problems.push(messageOf(error))
      return false
    }
  }
  const nothing: EventOutcome = { fires: false, windows: new Map(), problems }
  if (!trigger.states.includes(execution.state)) return nothing
  if (!holds(() => testConditions(trigger.simple, context))) return nothing
  const { when } = trigger
  if (when !== null && !holds(() => saysYes(context.renderer.text(when)))) return nothing
  if (trigger.windows.length === 0) return { ...nothing, fires: true }
  const records = trigger.windows.map((rule) =>
    record(rule, evaluation, (part) => holds(() => partHolds(part, context))),
  )
  const contributes = records.some(({ own }) => own > 0)
  const fires = contributes && records.every(({ complete }) => complete)
  const windows = records.flatMap(({ rule, window, changed }): (readonly [string, FlowWindow | null])[] => {
    if (fires && rule.resetOnSuccess) return evaluation.windows.has(rule.id) ? [[rule.id, null]] : []
    return changed ? [[rule.id, window]] : []
  })
  return { fires, windows: new Map(windows), problems }
}

interface WindowRecord {
  readonly rule: WindowRule
  readonly window: FlowWindow
  readonly changed: boolean
  readonly complete: boolean
  /** How many of the parts this very event has made true. */
  readonly own: number
}

function record(rule: WindowRule, evaluation: EventEvaluation, holds: (part: WindowPart) => boolean): WindowRecord {
  const { now } = evaluation
  const stored = evaluation.windows.get(rule.id)
  const current = stored !== undefined && now >= stored.start && now <= stored.end ? stored : undefined
  const span = current ?? spanAt(rule.window, now, evaluation.zone)
  const inTime = now >= span.start && now <= span.end
  const own = inTime ? rule.parts.filter(holds).map(({ name }) => name) : []
  const known = current?.results ?? []
  const results = [...known, ...own.filter((name) => !known.includes(name))]
  const window = windowRow(rule, evaluation, span, results, stored?.version ?? 0)
  const complete = rule.parts.filter(({ name }) => results.includes(name)).length >= rule.needed
  return { rule, window, changed: results.length > known.length, complete, own: own.length }
}

function windowRow(
  { id: conditionId }: WindowRule,
  { trigger: { flow, id } }: EventEvaluation,
  { start, end }: Span,
  results: readonly string[],
  version: number,
): FlowWindow {
  const { tenant, namespace, id: flowId } = flow
  return { tenant, namespace, flowId, triggerId: id, conditionId, version: version + 1, start, end, results }
}

function partHolds(part: WindowPart, context: ConditionContext): boolean {
  if (part.kind === 'condition') return testCondition(part.condition, context)
  if (part.kind === 'upstream') return matches(part.match, context)
  const each = (filter: (typeof part.filters)[number]) => filterHolds(filter, context)
  return part.operand === 'OR' ? part.filters.some(each) : part.filters.every(each)
}

function matches(match: UpstreamMatch, { execution, renderer }: ConditionContext): boolean {
  if (execution === null) return false
  return (
    (match.namespace === null || match.namespace === execution.namespace) &&
    (match.flowId === null || match.flowId === execution.flowId) &&
    (match.states === null || match.states.includes(execution.state)) &&
    match.labels.every((label) => hasLabel(execution.labels, label)) &&
    (match.when === null || saysYes(renderer.text(match.when)))
  )
}

type Filter = Extract<WindowPart, { kind: 'filters' }>['filters'][number]

function filterHolds({ field, type, value = '', values = [] }: Filter, context: ConditionContext): boolean {
  const text = fieldText(field, value, context)
  switch (type) {
    case 'EQUAL_TO':
      return text === value
    case 'NOT_EQUAL_TO':
      return text !== value
    case 'IN':
      return values.includes(text)
    case 'NOT_IN':
      return !values.includes(text)
    case 'IS_TRUE':
      return isTruthy(text)
    case 'IS_FALSE':
      return !isTruthy(text)
    case 'IS_NULL':
      return text === ''
    case 'IS_NOT_NULL':
      return text !== ''
    case 'STARTS_WITH':
      return text.startsWith(value)
    case 'ENDS_WITH':
      return text.endsWith(value)
    case 'CONTAINS':
      return text.includes(value)
    case 'REGEX':
      return matchesPattern(text, value)
  }
}

/** A pattern that cannot be read, or that takes too long for the text, does not match. */
function matchesPattern(text: string, source: string): boolean {
  const compiled = compileTextPattern(source)
  return compiled.ok && compiled.pattern.matches(text) === true
}

function fieldText(field: Filter['field'], value: string, { execution, renderer }: ConditionContext): string {
  if (field === 'EXPRESSION') return renderer.text(value)
  if (execution === null) return ''
  if (field === 'FLOW_ID') return execution.flowId
  return field === 'NAMESPACE' ? execution.namespace : execution.state
}

/** As conditions of tasks are: nothing, `false`, `0` and `-0` are not true. */
function isTruthy(text: string): boolean {
  return !['', 'false', '0', '-0'].includes(text.trim())
}

/** True when a trigger can have anything to do with a state change: cheap, for deciding whether to remember the event at all. */
export function mayConcern(
  trigger: FlowTrigger,
  event: { readonly namespace: string; readonly flowId: string; readonly state: UpstreamExecution['state'] },
): boolean {
  if (!trigger.states.includes(event.state)) return false
  if (trigger.flow.namespace === event.namespace && trigger.flow.id === event.flowId) return false
  return (
    trigger.windows.length === 0 || trigger.windows.some(({ parts }) => parts.some((part) => partMayHold(part, event)))
  )
}

function partMayHold(part: WindowPart, event: Parameters<typeof mayConcern>[1]): boolean {
  if (part.kind !== 'upstream') return true
  const { namespace, flowId, states } = part.match
  return (
    (namespace === null || namespace === event.namespace) &&
    (flowId === null || flowId === event.flowId) &&
    (states === null || states.includes(event.state))
  )
}
