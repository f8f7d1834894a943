import type { ExecutionStore } from '@countersign/core'
import {
  type Clock,
  type CommitUnit,
  type EventOutcome,
  evaluateEvent,
  type FlowTrigger,
  type FlowWindow,
  type Guard,
  type Ids,
  type Label,
  type Logger,
  mayConcern,
  type TriggerEvent,
  type TriggerStore,
  type UpstreamExecution,
  type ValueMap,
  type Write,
} from '@countersign/core'
import type { Activity } from '../activity.ts'
import type { Alarms } from '../alarms.ts'
import type { Committer } from '../commit/committer.ts'
import type { Hosts } from '../executions/hosts.ts'
import type { HotExecution } from '../executions/hot-execution.ts'
import type { FlowLibrary } from '../flows/flow-library.ts'
import { createKeyedQueue } from '../keyed-queue.ts'
import { createLimiter } from '../limiter.ts'
import { releaseOf } from './release-trigger.ts'
import type { TriggerLibrary } from './trigger-library.ts'
import { keyOf } from './trigger-rows.ts'
import { isFaultOfFlow, type Sights } from './trigger-sight.ts'
import { renderInputs, renderLabels, type TriggeredExecutions } from './triggered-executions.ts'

/** Brings events to the triggers that they concern. */
export interface EventRunner {
  /** Deals with a committed event; one that is being dealt with is not dealt with twice. */
  deliver(event: TriggerEvent): void
  /** Takes up what an earlier process left. */
  recover(): Promise<void>
  close(): Promise<void>
}

export interface EventRunnerOptions {
  readonly triggers: Pick<TriggerStore, 'events' | 'windows' | 'find'>
  readonly taskRuns: Pick<ExecutionStore, 'taskRuns'>
  readonly library: TriggerLibrary
  readonly flows: FlowLibrary
  readonly hosts: Pick<Hosts, 'read'>
  readonly sights: Sights
  readonly executions: TriggeredExecutions
  readonly committer: Committer
  readonly activity: Activity
  readonly alarms: Alarms
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
  readonly zone: string
}

/** What dealing with an event changes, all in one commit with the end of the event itself. */
interface Consequences {
  readonly guards: readonly Guard[]
  readonly writes: readonly Write[]
  readonly audit: CommitUnit['audit']
  readonly adopt: readonly (() => void)[]
}

const RETRY_MS = 1_000
const MAX_RACES = 16
const MAX_AT_ONCE = 64
const BATCH = 1_000

/**
 * An event is a row, gone in the commit that writes all that came of it: executions, records of what has been true, locks that
 * are released. So each event counts exactly once, however often this process dies. Events of tenants in which triggers keep
 * records are dealt with one after another.
 */
export function createEventRunner(options: EventRunnerOptions): EventRunner {
  const { triggers, library, committer, activity, alarms, clock, logger } = options
  const underWay = new Set<string>()
  const inOrder = createKeyedQueue()
  const atOnce = createLimiter(MAX_AT_ONCE)
  const running = new Set<Promise<void>>()
  let closed = false

  async function dealWith(event: TriggerEvent): Promise<void> {
    for (let race = 0; race < MAX_RACES; race += 1) {
      const { guards, writes, audit, adopt } = await consequencesOf(options, event)
      const unit: CommitUnit = {
        guards: [{ kind: 'event-present', id: event.id }, ...guards],
        writes: [{ kind: 'event-remove', id: event.id }, ...writes],
        audit,
      }
      const outcome = await committer.commit(unit, () => {
        for (const apply of adopt) apply()
      })
      if (outcome === 'committed' || !(await isThere(event))) return
    }
    throw new Error(`Event ${event.id} lost every race for the records of its triggers`)
  }

  /** A stale commit may mean that somebody else has dealt with the event. */
  async function isThere({ id }: TriggerEvent): Promise<boolean> {
    return (await triggers.events(BATCH)).some((event) => event.id === id)
  }

  function deliver(event: TriggerEvent): void {
    if (closed || underWay.has(event.id)) return
    underWay.add(event.id)
    const keepsRecords = library.listeners(event.tenant).some((trigger) => trigger.windows.length > 0)
    const work = () => (closed ? Promise.resolve() : dealWith(event))
    const done = (keepsRecords ? inOrder.run(event.tenant, work) : atOnce.run(work))
      .then(() => void underWay.delete(event.id))
      .catch((error: unknown) => {
        underWay.delete(event.id)
        if (closed) return
        logger.error('An event for triggers could not be dealt with; trying again', { inMs: RETRY_MS, error })
        alarms.set(clock.now() + RETRY_MS, () => deliver(event))
      })
    running.add(done)
    void activity.track(done).finally(() => running.delete(done))
  }

  return {
    deliver,
    async recover() {
      for (;;) {
        const events = await triggers.events(BATCH)
        const fresh = events.filter(({ id }) => !underWay.has(id))
        for (const event of fresh) deliver(event)
        if (events.length < BATCH) return
        await Promise.all(running)
      }
    },
    async close() {
      closed = true
      await Promise.all(running)
    },
  }
}

async function consequencesOf(options: EventRunnerOptions, event: TriggerEvent): Promise<Consequences> {
  const { library, hosts, triggers, clock } = options
  const released = event.release === null ? null : await triggers.find({ ...event, triggerId: event.release })
  const parts: Consequences[] = [releaseOf(released, event, clock.now())]
  const concerned = library.listeners(event.tenant).filter((trigger) => mayConcern(trigger, event))
  const hot = concerned.length === 0 ? null : await hosts.read(event.executionId)
  if (hot !== null) for (const trigger of concerned) parts.push(await consequenceFor(options, event, hot, trigger))
  return {
    guards: parts.flatMap(({ guards }) => guards),
    writes: parts.flatMap(({ writes }) => writes),
    audit: parts.flatMap(({ audit }) => audit),
    adopt: parts.flatMap(({ adopt }) => adopt),
  }
}

const NOTHING: Consequences = { guards: [], writes: [], audit: [], adopt: [] }

async function consequenceFor(
  options: EventRunnerOptions,
  event: TriggerEvent,
  hot: HotExecution,
  trigger: FlowTrigger,
): Promise<Consequences> {
  const { flows, triggers, sights, clock, logger, zone, ids } = options
  const { tenant, namespace, id: flowId } = trigger.flow
  const plan = await flows.latest(tenant, namespace, flowId)
  if (plan === null) return NOTHING
  const upstream = await upstreamOf(options, event, hot, trigger)
  const stored = trigger.windows.length === 0 ? [] : await triggers.windows(tenant, namespace, flowId)
  const windows = new Map(stored.filter((row) => row.triggerId === trigger.id).map((row) => [row.conditionId, row]))
  const variables = flowVariables(upstream)
  const id = ids.next()
  const sight = { plan, hot, upstream, executionId: id }
  const outcome = await sights.look(sight, (eye) => {
    const context = eye.context({ trigger: variables })
    return evaluateEvent({ trigger, execution: upstream, context, windows, now: clock.now(), zone })
  })
  for (const reason of outcome.problems) {
    logger.warn('A condition of a Flow trigger counts as false', {
      tenant,
      namespace,
      flowId,
      triggerId: trigger.id,
      reason,
    })
  }
  const records = recordChanges(trigger, outcome, windows)
  if (!outcome.fires) return { ...NOTHING, ...records }
  const started = await startExecution(options, trigger, sight, variables)
  return {
    guards: [...records.guards, ...(started?.unit.guards ?? [])],
    writes: [...records.writes, ...(started?.unit.writes ?? [])],
    audit: started?.unit.audit ?? [],
    adopt: started?.adopt === undefined ? [] : [started.adopt],
  }
}

async function upstreamOf(
  { taskRuns }: EventRunnerOptions,
  { state }: TriggerEvent,
  { execution }: HotExecution,
  trigger: FlowTrigger,
): Promise<UpstreamExecution> {
  const { id, namespace, flowId, flowRevision, labels, outputs } = execution
  const runs = trigger.needsAttempts ? await taskRuns.taskRuns(id) : []
  const attempts = runs.map((run) => run.attempts.map((attempt) => attempt.state))
  return { id, namespace, flowId, flowRevision, state, labels, outputs, attempts }
}

/** What executions see as `trigger` (engine.md 6.7; observed: tr-flow-states). */
function flowVariables(upstream: UpstreamExecution): ValueMap {
  const { id, namespace, flowId, flowRevision, state, labels, outputs } = upstream
  return {
    executionId: id,
    executionLabels: Object.fromEntries(
      labels.filter(({ key }) => !key.startsWith('system.')).map(({ key, value }) => [key, value]),
    ),
    state,
    namespace,
    flowId,
    flowRevision,
    ...(outputs === null || Object.keys(outputs).length === 0 ? {} : { outputs }),
  }
}

function recordChanges(
  trigger: FlowTrigger,
  outcome: EventOutcome,
  windows: ReadonlyMap<string, FlowWindow>,
): Pick<Consequences, 'guards' | 'writes'> {
  const { tenant, namespace, id: flowId, revision } = trigger.flow
  const key = keyOf({ tenant, namespace, flowId, triggerId: trigger.id })
  const changes = [...outcome.windows]
  const guards = changes.map(([conditionId]): Guard => {
    return { kind: 'window-version', key, conditionId, version: windows.get(conditionId)?.version ?? 0 }
  })
  const writes = changes.map(([conditionId, row]): Write => {
    return row === null ? { kind: 'window-remove', key, conditionId } : { kind: 'window-put', row }
  })
  // A flow that is changed meanwhile may mean something else by its records.
  const flow: Guard = { kind: 'flow-revision', tenant, namespace, flowId, revision }
  return { guards: changes.length === 0 ? [] : [flow, ...guards], writes }
}

interface Started {
  readonly unit: CommitUnit
  readonly adopt?: () => void
}

/** The execution of the listening flow; null when its inputs cannot be made, which the log tells. */
async function startExecution(
  { sights, executions, logger }: EventRunnerOptions,
  trigger: FlowTrigger,
  sight: Parameters<Sights['look']>[0],
  variables: ValueMap,
): Promise<Started | null> {
  const extra = { trigger: variables }
  const { plan, executionId: id } = sight
  const origin = { door: 'flow' } as const
  try {
    const { inputs, labels, warnings } = await sights.look(sight, (eye) => ({
      inputs: renderInputs(trigger, eye, extra),
      ...renderLabels(trigger, eye, extra),
    }))
    const correlation = sight.hot.execution.labels.filter(({ key }): boolean => key === 'system.correlationId')
    const all: readonly Label[] = [...labels, ...correlation]
    return await executions.prepare({ trigger, plan, id, variables, inputs, labels: all, warnings, origin })
  } catch (error) {
    if (!isFaultOfFlow(error)) throw error
    if (trigger.failOnTriggerError) return executions.failed({ trigger, plan, id, variables, origin }, error.message)
    const { tenant, namespace, id: flowId } = trigger.flow
    const where = { tenant, namespace, flowId, triggerId: trigger.id }
    logger.warn('A trigger could not start its execution', { ...where, reason: error.message })
    return null
  }
}
