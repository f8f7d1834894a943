import { compilePlan, type Flow, type Logger, type TriggerRow } from '@countersign/core'
import type { EngineOptions } from '../../engine-options.ts'
import type { Activity } from '../activity.ts'
import type { Alarms } from '../alarms.ts'
import type { HostResolver } from '../answers/host-resolver.ts'
import type { SecretMasker } from '../answers/secret-masker.ts'
import type { Committer } from '../commit/committer.ts'
import type { Admission } from '../executions/admission.ts'
import type { Hosts } from '../executions/hosts.ts'
import type { InputResolver } from '../executions/input-resolver.ts'
import type { ExecutionPlan, PreparedExecution } from '../executions/prepare-execution.ts'
import type { FlowLibrary } from '../flows/flow-library.ts'
import { createTimers, type Timers } from '../timers/timers.ts'
import { createEventRunner, type EventRunner } from './event-runner.ts'
import { createFireTrigger } from './fire-trigger.ts'
import { createPollingRunner } from './polling-runner.ts'
import type { StateChanges } from './state-changes.ts'
import { createTriggerAdmin } from './trigger-admin.ts'
import type { TriggerLibrary } from './trigger-library.ts'
import { createTriggerRows, type TriggerRows } from './trigger-rows.ts'
import { createSights } from './trigger-sight.ts'
import { startTriggers } from './trigger-start.ts'
import { createTriggeredExecutions } from './triggered-executions.ts'
import { createWebhooks, type Webhooks } from './webhooks.ts'

/** Everything about triggers, put together. */
export interface Triggers {
  readonly library: TriggerLibrary
  readonly rows: TriggerRows
  readonly admin: ReturnType<typeof createTriggerAdmin>
  readonly webhooks: Webhooks
  readonly events: EventRunner
  /** Sleeps until the next trigger is due, and fires it. */
  readonly scheduler: Timers
  /** Brings rows in line with the flows that `library.load` found; before anything is fired. */
  start(flows: readonly Flow[]): Promise<void>
  /** Fires nothing more; resolves once what was begun is written or given up. */
  close(): Promise<void>
}

export interface TriggersOptions extends EngineOptions {
  readonly settings: Parameters<typeof createSights>[0]['settings']
  readonly library: FlowLibrary
  readonly triggerLibrary: TriggerLibrary
  readonly stateChanges: StateChanges
  readonly hosts: Hosts
  readonly inputs: InputResolver
  readonly admission: Admission
  readonly prepare: (plan: ExecutionPlan) => PreparedExecution
  readonly masker: SecretMasker
  readonly resolver: HostResolver
  readonly committer: Committer
  readonly activity: Activity
  readonly alarms: Alarms
  readonly owner: string
}

export function createTriggers(options: TriggersOptions): Triggers {
  const { storage, catalogue, triggerLibrary, library, config, activity, alarms, clock } = options
  const logger: Logger = options.logger.child({ component: 'triggers' })
  const zone = config.zone ?? 'UTC'
  const sights = createSights(options)
  const executions = createTriggeredExecutions(options)
  const compile = (flow: Flow) => compilePlan(flow, catalogue)
  const shared = { ...options, logger, zone, sights, executions, compile, triggers: storage.triggers }
  const rows = createTriggerRows({ ...shared, library: triggerLibrary })
  const polling = createPollingRunner({ ...shared, code: (type) => catalogue.polling?.(type) })
  const events = createEventRunner({ ...shared, library: triggerLibrary, flows: library, taskRuns: storage.executions })
  const scheduler = createTimers<TriggerRow>({
    work: { dueTimers: storage.triggers.due, nextTimerAt: storage.triggers.nextDueAt },
    fire: createFireTrigger({ ...shared, library: triggerLibrary, flows: library, polling }),
    activity,
    alarms,
    clock,
    logger,
  })
  return {
    library: triggerLibrary,
    rows,
    admin: createTriggerAdmin({ ...shared, library, triggerLibrary }),
    webhooks: createWebhooks({ ...shared, library, triggerLibrary }),
    events,
    scheduler,
    start: (flows) => startTriggers({ ...shared, library: triggerLibrary, rows }, flows),
    async close() {
      await scheduler.close()
      await polling.close()
      await events.close()
    },
  }
}
