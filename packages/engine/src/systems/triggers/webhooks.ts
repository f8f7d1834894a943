import {
  AppError,
  type Execution,
  type Hasher,
  type Ids,
  isAppError,
  type Plan,
  saysYes,
  testConditions,
  type ValueMap,
  type WebhookTrigger,
} from '@countersign/core'
import type { WebhookAnswer, WebhookCall } from '../../client.ts'
import type { Committer } from '../commit/committer.ts'
import type { FlowLibrary } from '../flows/flow-library.ts'
import { flowNotFound } from '../flows/flow-writer.ts'
import type { TriggerLibrary } from './trigger-library.ts'
import { isFaultOfFlow, type Sights } from './trigger-sight.ts'
import { FROM_TRIGGER, renderInputs, renderLabels, type TriggeredExecutions } from './triggered-executions.ts'

export interface WebhooksOptions {
  readonly library: FlowLibrary
  readonly triggerLibrary: TriggerLibrary
  readonly sights: Sights
  readonly executions: TriggeredExecutions
  readonly committer: Committer
  readonly hasher: Hasher
  readonly ids: Ids
}

/** Starts executions for calls of webhooks. See `EngineClient.callWebhook`. */
export type Webhooks = (call: WebhookCall) => Promise<WebhookAnswer>

export function createWebhooks(options: WebhooksOptions): Webhooks {
  const { library, sights, executions, committer, ids } = options
  return async (call) => {
    const plan = await library.latest(call.tenant, call.namespace, call.flowId)
    if (plan === null) throw flowNotFound(call.namespace, call.flowId)
    const trigger = await findByKey(options, plan, call.key)
    if (trigger === null) {
      throw new AppError('WEBHOOK_NOT_FOUND', `Flow \`${call.namespace}.${call.flowId}\` has no webhook with this key`)
    }
    if (plan.flow.disabled) {
      throw new AppError(
        'FLOW_DISABLED',
        `Flow \`${call.namespace}.${call.flowId}\` is disabled; enable it before it is called`,
      )
    }
    const id = ids.next()
    const { variables } = call
    const extra = { trigger: variables }
    const plain = isPlain(trigger)
    const sight = sights.ofFlow(plan, id)
    if (!plain && !(await conditionsHold(options, trigger, sight, extra))) return { kind: 'refused' }
    const rendered = plain
      ? { inputs: {}, labels: [], warnings: [] }
      : await sights.look(sight, (eye) => ({
          inputs: renderInputs(trigger, eye, extra),
          ...renderLabels(trigger, eye, extra),
        }))
    const prepared = await executions.prepare({
      trigger,
      plan,
      id,
      variables,
      inputs: rendered.inputs,
      labels: [FROM_TRIGGER, ...rendered.labels],
      warnings: rendered.warnings,
      origin: call.origin,
    })
    await committer.commit(prepared.unit, prepared.adopt)
    return started(trigger, prepared.created)
  }
}

function started(trigger: WebhookTrigger, execution: Execution): WebhookAnswer {
  const { wait, returnOutputs, responseContentType, responseCode } = trigger
  return { kind: 'started', execution, wait, returnOutputs: wait && returnOutputs, responseContentType, responseCode }
}

/** True for a webhook about which nothing needs to be rendered: the way of most calls. */
function isPlain({ conditions, when, labels, inputs }: WebhookTrigger): boolean {
  return conditions.length === 0 && when === null && labels === null && Object.keys(inputs).length === 0
}

/** What cannot be told counts as false, so that a caller from outside sees nothing of the flow (engine.md 6.4). */
async function conditionsHold(
  { sights }: WebhooksOptions,
  { conditions, when }: WebhookTrigger,
  sight: ReturnType<Sights['ofFlow']>,
  extra: ValueMap,
): Promise<boolean> {
  try {
    return await sights.look(sight, (eye) => {
      const context = eye.context(extra)
      return testConditions(conditions, context) && (when === null || saysYes(context.renderer.text(when)))
    })
  } catch (error) {
    if (isFaultOfFlow(error)) return false
    throw error
  }
}

/** The enabled webhook with this key. All are compared, whichever fits, and every comparison takes the same time. */
async function findByKey(options: WebhooksOptions, plan: Plan, key: string): Promise<WebhookTrigger | null> {
  const { triggerLibrary, hasher } = options
  const given = hasher.sha256(key)
  let found: WebhookTrigger | null = null
  for (const trigger of triggerLibrary.of(plan.flow).triggers) {
    if (trigger.kind !== 'webhook' || trigger.disabled) continue
    const own = await keyHash(options, plan, trigger)
    if (own !== null && equalInConstantTime(own, given)) found ??= trigger
  }
  return found
}

/** Hashes of literal keys are kept; those of expressions are made anew, for a secret may have changed. */
const literalKeys = new WeakMap<WebhookTrigger, string>()

async function keyHash(
  { hasher, sights }: WebhooksOptions,
  plan: Plan,
  trigger: WebhookTrigger,
): Promise<string | null> {
  const known = literalKeys.get(trigger)
  if (known !== undefined) return known
  if (!trigger.key.includes('{')) {
    const hash = hasher.sha256(trigger.key.trim())
    literalKeys.set(trigger, hash)
    return hash
  }
  try {
    const text = await sights.look(sights.ofFlow(plan, ''), (eye) => eye.rendering({}).text(trigger.key))
    return text.trim() === '' ? null : hasher.sha256(text.trim())
  } catch (error) {
    if (isFaultOfFlow(error) || isAppError(error)) return null
    throw error
  }
}

/** Hashes have one length; no character is left out, so the time tells nothing about where they differ. */
function equalInConstantTime(one: string, other: string): boolean {
  if (one.length !== other.length) return false
  let difference = 0
  for (let index = 0; index < one.length; index += 1) difference |= one.charCodeAt(index) ^ other.charCodeAt(index)
  return difference === 0
}
