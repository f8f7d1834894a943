import type { State } from '@countersign/core'
import type { EngineClient, TriggerCalls } from './client.ts'
import { createOperations } from './create-operations.ts'
import type { EngineOptions } from './engine-options.ts'
import { createEvaluator } from './systems/answers/evaluator.ts'
import { createExecutionStarter } from './systems/executions/execution-starter.ts'
import { createInputReports } from './systems/executions/input-reports.ts'
import { createFlowWriter } from './systems/flows/flow-writer.ts'
import { createAdministration } from './systems/records/administration.ts'
import { createNamespaceFileWriter } from './systems/records/namespace-file-writer.ts'
import { createSecretWriter } from './systems/records/secret-writer.ts'
import { waitForEnd } from './systems/updates/wait-for-end.ts'
import type { Systems } from './systems.ts'

interface ClientOptions {
  readonly options: EngineOptions
  readonly systems: Systems
  /** @throws AppError SHUTTING_DOWN unless the engine runs. */
  readonly assertRunning: () => void
  readonly isRunning: () => boolean
}

/** The engine's face: each call goes to the system that does it, and is counted as work until it is answered. */
export function createClient({ options, systems, assertRunning, isRunning }: ClientOptions): EngineClient {
  const { storage, catalogue } = options
  const ports = { ...storage, ...systems, ...options }
  const flows = createFlowWriter({
    ...ports,
    catalogue,
    pluginDefaults: options.config.pluginDefaults ?? [],
    triggerRows: systems.triggers.rows,
  })
  const { admin, webhooks } = systems.triggers
  const start = createExecutionStarter(ports)
  const { decisions, kvWriter: kv } = systems
  const reports = createInputReports(ports)
  const secrets = createSecretWriter({ ...ports, secrets: storage.secrets })
  const namespaceFiles = createNamespaceFileWriter(systems)
  const administration = createAdministration(ports)

  /** `async`, so that a refusal is a rejection like any other. */
  async function call<T>(work: () => Promise<T>): Promise<T> {
    assertRunning()
    return systems.activity.track(work())
  }

  return {
    saveFlow: (caller, save) => call(() => flows.save(caller, save)),
    deleteFlow: (caller, namespace, id) => call(() => flows.delete(caller, namespace, id)),
    checkFlow: async (tenant, source) => flows.check(tenant, source),
    createExecution: (caller, create) => call(() => start(caller, create)),
    reportInputs: (tenant, flow, inputs) => call(() => reports.reportInputs(tenant, flow, inputs)),
    waitForEnd: (tenant, id, signal) =>
      waitForEnd({ executions: storage.executions, feed: systems.feed }, tenant, id, signal),
    ...createOperations(options, systems, call),
    decide: (caller, answer) => call(() => decisions.decide(caller, answer)),
    reportAnswer: (tenant, address, inputs) => call(() => reports.reportAnswer(tenant, address, inputs)),
    evaluate: createEvaluator(ports),
    putKv: (caller, entry) => call(() => kv.putKv(caller, entry)),
    deleteKv: (caller, namespace, key) => call(() => kv.deleteKv(caller, namespace, key)),
    findNamespaceFile: (tenant, namespace, path, version) =>
      systems.namespaceFiles.find(tenant, namespace, path, version),
    putSecret: (caller, secret) => call(() => secrets.putSecret(caller, secret)),
    describeSecret: (caller, secret) => call(() => secrets.describeSecret(caller, secret)),
    deleteSecret: (caller, namespace, name) => call(() => secrets.deleteSecret(caller, namespace, name)),
    resealSecrets: (caller) => call(() => secrets.resealSecrets(caller)),
    writeNamespaceFile: (caller, namespace, path, content) =>
      call(() => namespaceFiles.writeNamespaceFile(caller, namespace, path, content)),
    makeNamespaceFolder: (caller, namespace, path) =>
      call(() => namespaceFiles.makeNamespaceFolder(caller, namespace, path)),
    deleteNamespaceFile: (caller, namespace, path) =>
      call(() => namespaceFiles.deleteNamespaceFile(caller, namespace, path)),
    moveNamespaceFile: (caller, namespace, from, to) =>
      call(() => namespaceFiles.moveNamespaceFile(caller, namespace, from, to)),
    createToken: (caller, token) => call(() => administration.createToken(caller, token)),
    revokeToken: (caller, id) => call(() => administration.revokeToken(caller, id)),
    createTenant: (caller, id) => call(() => administration.createTenant(caller, id)),
    ...triggerCalls(admin, call),
    callWebhook: (given) => call(() => webhooks(given)),
    record: (drafts) => call(() => administration.record(drafts)),
    follow: systems.feed.follow,
    followTenant: systems.feed.followTenant,
    status: () => statusOf(systems, isRunning()),
  }
}

type Call = <T>(work: () => Promise<T>) => Promise<T>

function triggerCalls(admin: TriggerCalls, call: Call): TriggerCalls {
  return {
    setTriggerDisabled: (caller, key, disabled) => call(() => admin.setTriggerDisabled(caller, key, disabled)),
    unlockTrigger: (caller, key) => call(() => admin.unlockTrigger(caller, key)),
    restartTrigger: (caller, key) => call(() => admin.restartTrigger(caller, key)),
    startBackfill: (caller, key, given) => call(() => admin.startBackfill(caller, key, given)),
    pauseBackfill: (caller, key, paused) => call(() => admin.pauseBackfill(caller, key, paused)),
    deleteBackfill: (caller, key) => call(() => admin.deleteBackfill(caller, key)),
  }
}

function statusOf({ hosts }: Systems, running: boolean): ReturnType<EngineClient['status']> {
  const states: Partial<Record<State, number>> = {}
  for (const { execution } of hosts.active) states[execution.state] = (states[execution.state] ?? 0) + 1
  return { running, activeExecutions: hosts.active.length, states }
}
