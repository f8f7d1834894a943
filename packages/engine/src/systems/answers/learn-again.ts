import {
  type Encryption,
  type Execution,
  type ExecutionStore,
  holdsSealed,
  type Logger,
  type Plan,
  sealedTexts,
  type Value,
} from '@countersign/core'
import { type ExpressionEngine, parseJson } from '@countersign/expression'
import type { HotExecution } from '../executions/hot-execution.ts'
import type { FlowLibrary } from '../flows/flow-library.ts'
import type { SecretMasker } from './secret-masker.ts'
import { secretNames } from './secret-names.ts'
import type { SecretSource } from './secret-source.ts'

interface LearnAgainOptions {
  readonly masker: SecretMasker
  readonly encryption: Encryption | null
  readonly secrets: SecretSource
  readonly executions: Pick<ExecutionStore, 'find' | 'outputs'>
  readonly library: FlowLibrary
  readonly expressions: ExpressionEngine
  readonly logger: Logger
}

/** Executions above one that it may have got secrets from. */
const MAX_ANCESTORS = 8

/**
 * Learns the secrets of an execution that comes out of the database: an earlier process may have handed them out, and they
 * may have travelled into outputs in clear. Those are what it and the executions above it hold sealed, and what its flow
 * names in so many words. Costs nothing for flows without secrets, and one look at the store for each revision with some.
 */
export function createLearnAgain(options: LearnAgainOptions): (hot: HotExecution) => Promise<void> {
  const { masker, encryption, executions, library } = options
  const named = createNamedSecrets(options)

  function learnSealed(own: Execution, value: Value | null): void {
    if (encryption === null || value === null || !holdsSealed(value)) return
    for (const text of sealedTexts(value)) {
      try {
        masker.learnOwn(own.tenant, own.id, encryption.decrypt(text))
      } catch {
        // What no key opens was never shown by this server, and cannot be; whoever reads it is told then.
      }
    }
  }

  async function learnGates(own: Execution, holder: Execution, plan: Plan): Promise<void> {
    for (const { task } of plan.nodes.values()) {
      if (task.onResume?.some((input) => input.type === 'SECRET') !== true) continue
      for (const row of await executions.outputs(holder.id, task.id)) learnSealed(own, row.outputs)
    }
  }

  async function learnFromAbove(own: Execution): Promise<void> {
    let holder: Execution | null = own
    for (let depth = 0; depth < MAX_ANCESTORS; depth++) {
      const above: Value | undefined = holder.trigger?.variables.executionId
      holder = typeof above === 'string' ? await executions.find(own.tenant, above) : null
      if (holder === null) return
      learnSealed(own, holder.inputs)
      const plan = await library.revision(holder.tenant, holder.namespace, holder.flowId, holder.flowRevision)
      if (plan !== null) await learnGates(own, holder, plan)
    }
  }

  return async (hot) => {
    const { execution, plan } = hot
    for (const secret of await named(plan)) masker.learn(execution.tenant, execution.id, secret.text)
    for (const secret of await named(plan))
      for (const part of secret.parts) masker.learnOwn(execution.tenant, execution.id, part)
    if (encryption === null) return
    learnSealed(execution, execution.inputs)
    if (hot.complete)
      for (const rows of hot.outputs.values()) for (const row of rows) learnSealed(execution, row.outputs)
    else await learnGates(execution, execution, plan)
    await learnFromAbove(execution)
  }
}

interface KnownSecret {
  readonly text: string
  /** Texts inside a secret that holds JSON: `subkey` hands out one of them. */
  readonly parts: readonly string[]
}

/** The named secrets of each plan, looked up once while it is in memory. */
function createNamedSecrets({ secrets, expressions, logger }: LearnAgainOptions) {
  const known = new WeakMap<Plan, Promise<readonly KnownSecret[]>>()

  async function lookUp(plan: Plan): Promise<readonly KnownSecret[]> {
    const found: KnownSecret[] = []
    for (const { namespace, name } of secretNames(plan, expressions)) {
      try {
        const text = await secrets.find(plan.flow.tenant, namespace, name)
        if (text !== undefined) found.push({ text, parts: partsOf(text) })
      } catch (error) {
        logger.warn(
          'A secret could not be looked up; what an earlier process logged of it is masked, what outputs hold may not be',
          {
            namespace,
            secret: name,
            error,
          },
        )
      }
    }
    return found
  }

  return (plan: Plan): Promise<readonly KnownSecret[]> => {
    const pending = known.get(plan) ?? lookUp(plan)
    known.set(plan, pending)
    return pending
  }
}

function partsOf(secret: string): readonly string[] {
  if (!secret.trimStart().startsWith('{')) return []
  try {
    const value = parseJson(secret)
    return typeof value === 'object' && value !== null
      ? Object.values(value).filter((part): part is string => typeof part === 'string')
      : []
  } catch {
    return []
  }
}
