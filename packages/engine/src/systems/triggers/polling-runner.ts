import {
  type Clock,
  type CommitUnit,
  type Ids,
  type Logger,
  messageOf,
  type Plan,
  type PollingTrigger,
  renderProperties,
  saysYes,
  type TriggerRow,
  testConditions,
  type ValueMap,
} from '@countersign/core'
import type { PollingTriggerCode, TaskServices } from '@countersign/plugin-sdk'
import type { Activity } from '../activity.ts'
import type { Committer } from '../commit/committer.ts'
import { nextVersion, versionGuard } from './trigger-rows.ts'
import { type Eye, isFaultOfFlow, type Sights } from './trigger-sight.ts'
import { FROM_TRIGGER, renderInputs, renderLabels, type TriggeredExecutions } from './triggered-executions.ts'

/** Looks whether something is there, one look at a time for each trigger. */
export interface PollingRunner {
  /** Locks the row and begins to look. Resolves once the lock is durable; the look goes on. */
  begin(row: TriggerRow, trigger: PollingTrigger, plan: Plan): Promise<void>
  /** Tells running looks to stop, and waits until they have. What they held is freed by the next start. */
  close(): Promise<void>
}

export interface PollingRunnerOptions {
  readonly code: (type: string) => PollingTriggerCode | undefined
  readonly services: TaskServices
  readonly sights: Sights
  readonly executions: TriggeredExecutions
  readonly committer: Committer
  readonly activity: Activity
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
  readonly owner: string
}

/** What came of a look. */
type Finding =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'found'; readonly variables: ValueMap }
  | { readonly kind: 'failed'; readonly reason: string; readonly shown: boolean }

interface Look {
  readonly locked: TriggerRow
  readonly trigger: PollingTrigger
  readonly plan: Plan
  readonly id: string
}

export function createPollingRunner(options: PollingRunnerOptions): PollingRunner {
  const { committer, activity, clock, ids, logger, owner } = options
  const stop = new AbortController()
  const running = new Set<Promise<void>>()

  async function look(given: Look): Promise<void> {
    const { locked, trigger, id } = given
    const finding = await evaluate(options, given, stop.signal)
    if (stop.signal.aborted) return
    const now = clock.now()
    const free = { ...locked, evaluation: null, date: now, nextAt: now + trigger.intervalMs }
    const started = await outcome(options, given, finding)
    const lock = started === null || trigger.allowConcurrent || finding.kind !== 'found' ? null : id
    const { tenant, namespace, flowId, triggerId } = locked
    if (finding.kind === 'failed') {
      logger.warn('A trigger could not look', { tenant, namespace, flowId, triggerId, reason: finding.reason })
    }
    await committer.commit(
      {
        guards: [versionGuard(locked, locked.version), ...(started?.unit.guards ?? [])],
        writes: [
          { kind: 'trigger-put', row: nextVersion(locked, { ...free, executionId: lock }, now) },
          ...(started?.unit.writes ?? []),
        ],
        audit: started?.unit.audit ?? [],
      },
      started?.adopt,
    )
  }

  return {
    async begin(row, trigger, plan) {
      const now = clock.now()
      const locked = nextVersion(row, { ...row, evaluation: { since: now, owner } }, now)
      const lock = { kind: 'trigger-put', row: locked } as const
      const guards = [versionGuard(row, row.version)]
      if ((await committer.commit({ guards, writes: [lock], audit: [] })) === 'stale') return
      const work = look({ locked, trigger, plan, id: ids.next() }).catch((error: unknown) => {
        // The lock stays until the next start: the database that refuses this would refuse to free it, too.
        if (!stop.signal.aborted) logger.error('What a trigger found could not be written', { error })
      })
      running.add(work)
      void activity.track(work).finally(() => running.delete(work))
    },
    async close() {
      stop.abort()
      await Promise.all(running)
    },
  }
}

/** Conditions first, then the trigger's own code; whatever it throws is a failed look, never one of the engine. */
async function evaluate(options: PollingRunnerOptions, look: Look, signal: AbortSignal): Promise<Finding> {
  const { code, sights } = options
  const { trigger, plan, id } = look
  const sight = sights.ofFlow(plan, id)
  try {
    if (!(await sights.look(sight, (eye) => mayLook(trigger, eye)))) return { kind: 'nothing' }
  } catch (error) {
    if (!isFaultOfFlow(error)) throw error
    return { kind: 'failed', reason: error.message, shown: true }
  }
  try {
    const found = code(trigger.type.type)
    if (found === undefined) throw new Error(`This server has no code for triggers of type \`${trigger.type.type}\`.`)
    const input = await sights.look(sight, (eye) => {
      const rendering = eye.rendering({})
      return renderProperties(trigger.type.properties, trigger.properties, rendering)
    })
    const variables = await unlessAborted(signal, found.evaluate(contextOf(options, look, signal), input))
    return variables === null ? { kind: 'nothing' } : { kind: 'found', variables }
  } catch (error) {
    return { kind: 'failed', reason: messageOf(error), shown: trigger.failOnTriggerError }
  }
}

/** Code that does not listen to its signal must not hold up the end of the server. */
async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  let leave = () => {}
  const aborted = new Promise<never>((_resolve, reject) => {
    const stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    leave = () => signal.removeEventListener('abort', stop)
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    leave()
  }
}

function mayLook({ conditions, when }: PollingTrigger, eye: Eye): boolean {
  const context = eye.context({ trigger: {} })
  return testConditions(conditions, context) && (when === null || saysYes(context.renderer.text(when)))
}

function contextOf(options: PollingRunnerOptions, { trigger, plan, locked }: Look, signal: AbortSignal) {
  const { sights, clock, services, logger } = options
  const { tenant, namespace, flowId, triggerId } = locked
  return {
    log: (level: string, message: string) =>
      logger.debug('A trigger says', { tenant, namespace, flowId, triggerId, level, text: message }),
    now: () => clock.now(),
    signal,
    services,
    facts: { tenant, namespace, flowId, flowRevision: plan.flow.revision, triggerId: trigger.id },
    /** Whether a condition of the trigger's own holds for what it found. */
    holds: (template: string, variables: ValueMap) =>
      sights.look(sights.ofFlow(plan, ''), (eye) => saysYes(eye.rendering(variables).text(template))),
  }
}

/** What is to be started, or shown; null for nothing. */
async function outcome(
  { executions, sights, logger }: PollingRunnerOptions,
  { trigger, plan, id, locked }: Look,
  finding: Finding,
): Promise<{ readonly unit: CommitUnit; readonly adopt?: () => void } | null> {
  const origin = { door: 'timer' } as const
  if (finding.kind === 'nothing') return null
  if (finding.kind === 'failed') {
    return finding.shown ? executions.failed({ trigger, plan, id, variables: {}, origin }, finding.reason) : null
  }
  const extra = { trigger: finding.variables }
  try {
    const rendered = await sights.look(sights.ofFlow(plan, id), (eye) => ({
      inputs: renderInputs(trigger, eye, extra),
      ...renderLabels(trigger, eye, extra),
    }))
    const { inputs, labels, warnings } = rendered
    const { variables } = finding
    return await executions.prepare({
      trigger,
      plan,
      id,
      variables,
      inputs,
      labels: [FROM_TRIGGER, ...labels],
      warnings,
      origin,
    })
  } catch (error) {
    if (!isFaultOfFlow(error)) throw error
    if (trigger.failOnTriggerError)
      return executions.failed({ trigger, plan, id, variables: {}, origin }, error.message)
    const { tenant, namespace, flowId, triggerId } = locked
    logger.warn('A trigger could not start its execution', {
      tenant,
      namespace,
      flowId,
      triggerId,
      reason: error.message,
    })
    return null
  }
}
