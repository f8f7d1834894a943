import type { CommitUnit, ContextSettings, Logger } from '@countersign/core'
import type { EngineOptions } from './engine-options.ts'
import { type Activity, createActivity } from './systems/activity.ts'
import { type Alarms, createSystemAlarms } from './systems/alarms.ts'
import { createHostResolver, type HostResolver } from './systems/answers/host-resolver.ts'
import { createLearnAgain } from './systems/answers/learn-again.ts'
import { createSecretMasker, type SecretMasker } from './systems/answers/secret-masker.ts'
import type { SecretSource } from './systems/answers/secret-source.ts'
import { createStoredSecrets } from './systems/answers/stored-secrets.ts'
import { createDecisions, type Decisions } from './systems/approvals/decisions.ts'
import { createAftermath } from './systems/commit/aftermath.ts'
import { type Committer, createCommitter } from './systems/commit/committer.ts'
import { type Admission, createAdmission } from './systems/executions/admission.ts'
import { createChildOutputs } from './systems/executions/child-outputs.ts'
import { createExecutionRetrier } from './systems/executions/execution-retrier.ts'
import { createHosts, type Hosts } from './systems/executions/hosts.ts'
import { createInbox, createKillMessages, type Inbox, type KillMessages } from './systems/executions/inbox.ts'
import { createInputResolver, type InputResolver } from './systems/executions/input-resolver.ts'
import { loadExecution } from './systems/executions/load-execution.ts'
import {
  createPreparer,
  createRowPreparer,
  type ExecutionPlan,
  type PreparedExecution,
  type RowPlan,
} from './systems/executions/prepare-execution.ts'
import { createSlots, type Slots } from './systems/executions/slots.ts'
import { createTurnRunner } from './systems/executions/turn-runner.ts'
import { createTurnSettings } from './systems/executions/turn-settings.ts'
import { createFileAccess, type FileAccess } from './systems/files/file-access.ts'
import { createNamespaceFileLibrary, type NamespaceFileLibrary } from './systems/files/namespace-file-library.ts'
import { createWorkDirectories, type WorkDirectories } from './systems/files/work-directories.ts'
import { createFlowLibrary, type FlowLibrary } from './systems/flows/flow-library.ts'
import { reportDefaults } from './systems/flows/report-defaults.ts'
import { createLimiter, type Limiter } from './systems/limiter.ts'
import { createKvWriter, type KvWriter } from './systems/records/kv-writer.ts'
import { createOwnership, type Ownership } from './systems/recovery/ownership.ts'
import { createAttemptServices } from './systems/tasks/task-services.ts'
import { createFireTimer } from './systems/timers/fire-timer.ts'
import { createTimers, type Timers } from './systems/timers/timers.ts'
import { createStateChanges } from './systems/triggers/state-changes.ts'
import { createTriggerLibrary, type TriggerLibrary } from './systems/triggers/trigger-library.ts'
import { createTriggerSwitch } from './systems/triggers/trigger-switch.ts'
import { createTriggers, type Triggers } from './systems/triggers/triggers.ts'
import { createUpdateFeed, type UpdateFeed } from './systems/updates/update-feed.ts'
import { createAttemptRunner } from './systems/worker/attempt-runner.ts'
import { createChildStarter } from './systems/worker/child-starter.ts'
import type { Dispatcher } from './systems/worker/dispatcher.ts'
import { createJobRunner } from './systems/worker/job-runner.ts'
import { createLineKeeper } from './systems/worker/line-keeper.ts'
import { createLocalDispatcher } from './systems/worker/local-dispatcher.ts'

/** The parts of the engine, put together. Each does one thing; see its own file. */
export interface Systems {
  readonly activity: Activity
  readonly alarms: Alarms
  readonly settings: ContextSettings
  readonly masker: SecretMasker
  /** Of the database first, then those that the server was given. */
  readonly secrets: SecretSource
  readonly resolver: HostResolver
  readonly access: FileAccess
  readonly namespaceFiles: NamespaceFileLibrary
  readonly directories: WorkDirectories
  /** Reads of calls from outside and of turns that begin share it, so that a burst of them stays cheap. */
  readonly reads: Limiter
  readonly feed: UpdateFeed
  readonly ownership: Ownership
  readonly committer: Committer
  readonly library: FlowLibrary
  readonly inputs: InputResolver
  readonly admission: Admission
  readonly hosts: Hosts
  readonly prepareRow: (plan: RowPlan) => PreparedExecution
  readonly prepare: (plan: ExecutionPlan) => PreparedExecution
  readonly kills: KillMessages
  readonly inbox: Inbox
  readonly decisions: Decisions
  readonly kvWriter: KvWriter
  readonly dispatcher: Dispatcher
  readonly timers: Timers
  readonly slots: Slots
  readonly triggers: Triggers
}

/** Executions that are being read at once. */
const MAX_READS = 32

/** What has no part in moving executions but is needed by what has. */
type Foundation = Pick<
  Systems,
  | 'activity'
  | 'admission'
  | 'alarms'
  | 'settings'
  | 'masker'
  | 'secrets'
  | 'resolver'
  | 'access'
  | 'namespaceFiles'
  | 'directories'
  | 'reads'
  | 'feed'
  | 'ownership'
  | 'library'
  | 'inputs'
> & { readonly triggerLibrary: TriggerLibrary }

/** Puts the systems together. `onLost` is called when the database was taken from this process. */
export function createSystems(options: EngineOptions, onLost: (reason: Error) => void): Systems {
  const logger = options.logger.child({ component: 'engine' })
  // What is built first commits through what is built later.
  const commitLater = { commit: (unit: CommitUnit) => committer.commit(unit) }
  const foundation = createFoundation(options, logger, onLost, commitLater)
  const { activity, alarms, masker, feed, ownership, settings, library, resolver, reads, directories } = foundation
  const { clock, ids, storage } = options
  // The parts know each other in a circle (a commit dispatches jobs, whose results are committed): the committer looks the
  // others up when the first commit is through.
  const committer = createCommitter({
    commits: storage.commits,
    activity,
    logger,
    afterCommit: (unit) => aftermath(unit),
  })
  const turnWith = createTurnSettings({ ...options, settings, owner: ownership.owner })
  const learnAgain = createLearnAgain({ ...options, ...foundation, executions: storage.executions, logger })
  const load = (id: string) =>
    reads.run(async () => {
      const hot = await loadExecution({ ...storage, library }, id)
      if (hot !== null) await learnAgain(hot)
      return hot
    })
  const stateChanges = createStateChanges({ library: foundation.triggerLibrary, ids })
  const turns = createTurnRunner({ committer, masker, stateChanges, turnWith })
  const hosts = createHosts({ turns, load, resolver, activity, alarms, clock, logger })
  const prepareRow = createRowPreparer({
    hosts,
    masker,
    stateChanges,
    ids,
    clock,
    firstTurn: () => turnWith(new Map()),
  })
  const prepare = createPreparer(prepareRow, clock)
  const slots = createSlots({ ...storage, library, hosts })
  const kills = createKillMessages({ executions: storage.executions, clock, ids })
  const childOutputs = createChildOutputs({ ...foundation, hosts, expressions: options.expressions, clock })
  const inbox = createInbox({ hosts, committer, kills, childOutputs, logger })
  const decisions = createDecisions({ ...storage, ...options, ...foundation, hosts, committer })
  const kvWriter = createKvWriter({ kv: storage.kv, committer, clock })
  const triggerSwitch = createTriggerSwitch({ admin: () => triggers.admin, hosts })
  const services = { ...options.services, triggers: triggerSwitch }
  const dispatcher = createWorker(
    { ...options, services },
    { ...foundation, hosts, committer, prepare, decisions, kvWriter },
  )
  const timers = createTimers({
    work: storage.work,
    fire: createFireTimer({
      hosts,
      committer,
      clock,
      retryExecution: createExecutionRetrier({ library, prepareRow, clock }),
      slots,
    }),
    activity,
    alarms,
    clock,
    logger: options.logger.child({ component: 'timers' }),
  })
  const { owner } = ownership
  const triggers = createTriggers({ ...options, ...foundation, committer, hosts, stateChanges, prepare, owner })
  const aftermath = createAftermath({ dispatcher, timers, inbox, feed, slots, triggers, directories })
  return {
    ...foundation,
    committer,
    hosts,
    prepareRow,
    prepare,
    kills,
    inbox,
    decisions,
    kvWriter,
    dispatcher,
    timers,
    slots,
    triggers,
  }
}

function createFoundation(
  options: EngineOptions,
  logger: Logger,
  onLost: (reason: Error) => void,
  committer: Pick<Committer, 'commit'>,
): Foundation {
  const { config, storage, clock, ids, expressions, encryption, catalogue, holidays } = options
  const settings = { url: config.url, envs: config.envs ?? {}, globals: config.globals ?? {} }
  const alarms = options.alarms ?? createSystemAlarms(clock)
  const masker = createSecretMasker()
  const secrets = createStoredSecrets({ store: storage.secrets, encryption, outside: options.secrets })
  const access = createFileAccess(storage)
  const namespaceFiles = createNamespaceFileLibrary({ ...options, ...storage, committer })
  const resolver = createHostResolver({
    ...storage,
    files: options.files,
    access,
    namespaceFiles,
    secrets,
    masker,
    encryption,
    clock,
    url: config.url,
    ...(holidays === undefined ? {} : { holidays }),
  })
  const { pluginDefaults = [] } = config
  reportDefaults(pluginDefaults, catalogue, logger)
  const { host, pid, leaseMs = 15_000, ownerWaitMs = 0 } = config
  const lease = { host, pid, leaseMs, waitMs: ownerWaitMs }
  return {
    activity: createActivity(),
    alarms,
    settings,
    masker,
    secrets,
    resolver,
    access,
    namespaceFiles,
    directories: createWorkDirectories({ ...storage, root: config.workDirectory, logger }),
    reads: createLimiter(MAX_READS),
    feed: createUpdateFeed(logger),
    ownership: createOwnership({ owners: storage.owners, ids, clock, alarms, logger, lease, onLost }),
    library: createFlowLibrary({ flows: storage.flows, catalogue, logger, pluginDefaults }),
    triggerLibrary: createTriggerLibrary({ flows: storage.flows, catalogue, logger }),
    inputs: createInputResolver({ expressions, settings, resolver, clock, encryption }),
    admission: createAdmission({ expressions, settings, resolver, masker, clock }),
  }
}

/** The worker of this process: attempts of effect tasks, and children to create. */
function createWorker(
  options: EngineOptions,
  systems: Foundation & Pick<Systems, 'hosts' | 'committer' | 'prepare' | 'decisions' | 'kvWriter'>,
): Dispatcher {
  const { catalogue, config, services, expressions, clock, files, storage } = options
  const logger = options.logger.child({ component: 'worker' })
  const runAttempt = createAttemptRunner({
    ...systems,
    expressions,
    services,
    attemptServices: createAttemptServices({
      ...systems,
      storage: options.storage,
      files: options.files,
      clock,
      logger,
    }),
    clock,
    files,
    executions: storage.executions,
    logger,
    catalogue,
    keepLines: createLineKeeper({ ...systems, logger }),
    maxOutputLength: config.maxOutputLength ?? 1024 * 1024,
  })
  const startChild = createChildStarter({
    ...systems,
    executions: options.storage.executions,
    owner: systems.ownership.owner,
    expressions,
    clock,
  })
  const run = createJobRunner({ ...systems, runAttempt, startChild, logger })
  return createLocalDispatcher({ ...systems, run, clock, logger, concurrency: config.concurrency ?? 64 })
}
