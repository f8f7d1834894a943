import { JSON_TYPE } from '@countersign/contract'
import { maskSealed, type Value, type ValueMap } from '@countersign/core'
import { JsonSyntaxError, parseJson } from '@countersign/expression'
import type { AppPorts } from '../../app/app-ports.ts'
import type { Answer, AnswerOf, Call, ResourceHandlers, RouteOf } from '../../app/route-handler.ts'
import { writeJson } from '../../app/write-json.ts'
import { presentWebhookExecution } from './present-webhook.ts'

type WebhookAnswerOf = AnswerOf<RouteOf<'webhooks.post'>>

/** What a handler needs of a call, whatever its method. */
type WebhookCall = Pick<Call<RouteOf<'webhooks.get'>>, 'tenant' | 'params' | 'auth' | 'rawQuery' | 'signal'>

type WebhookBody = { readonly value: string } | null

/** Webhooks: doors without a login, opened by their key (observed/api.md I). */
export function createWebhookHandlers({
  engine,
  facts,
}: Pick<AppPorts, 'engine' | 'facts'>): ResourceHandlers<'webhooks'> {
  async function answer(call: WebhookCall, body: WebhookBody): Promise<WebhookAnswerOf> {
    const { tenant, params, auth, rawQuery } = call
    const answered = await engine.callWebhook({
      tenant,
      ...params,
      variables: variablesOf(body, auth.headers, rawQuery),
      origin: auth.origin,
    })
    if (answered.kind === 'refused') return { status: 409 }
    // Webhooks may name a status of their own; it is not among those that the route lists.
    const status = (answered.responseCode ?? 200) as 200
    const { execution } = answered
    if (!answered.wait) return { status, json: presentWebhookExecution(execution, facts.url) }
    const limit = AbortSignal.any([call.signal, AbortSignal.timeout(facts.waitLimitMs)])
    const ended = await engine.waitForEnd(tenant, execution.id, limit)
    if (!answered.returnOutputs) return { status, json: presentWebhookExecution(ended, facts.url) }
    return { status, ...outputsBody(maskSealed(ended.outputs ?? {}), answered.responseContentType) }
  }

  return {
    'webhooks.get': (call) => answer(call, null),
    'webhooks.post': (call) => answer(call, call.body),
    'webhooks.put': (call) => answer(call, call.body),
  }
}

/** Outputs as JSON; under another type the one output that there is comes as it is, as callers that check an address want it. */
function outputsBody(outputs: ValueMap, contentType: string | null): Required<Pick<Answer, 'type' | 'text'>> {
  const values = Object.values(outputs)
  const [only] = values
  const isBare = contentType !== null && contentType !== JSON_TYPE && values.length === 1 && typeof only === 'string'
  return { type: contentType ?? JSON_TYPE, text: isBare ? only : writeJson(outputs) }
}

/** What the flow sees as `trigger` (observed/api.md I84): every header and parameter is a list. */
function variablesOf(
  body: WebhookBody,
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  query: Readonly<Record<string, unknown>>,
): ValueMap {
  const read = body === null || body.value === '' ? undefined : readBody(body.value)
  return {
    ...(read === undefined ? {} : { body: read }),
    headers: listsOf(headers),
    parameters: listsOf(query),
  }
}

function listsOf(map: Readonly<Record<string, unknown>>): ValueMap {
  const lists = Object.entries(map).flatMap(([name, value]): readonly (readonly [string, Value])[] =>
    value === undefined ? [] : [[name, [value].flat().map(String)]],
  )
  return Object.fromEntries(lists)
}

/** A JSON object or list is read, whatever its type says; everything else is the text that it is. */
function readBody(text: string): Value {
  if (!/^\s*[[{]/.test(text)) return text
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof JsonSyntaxError) return text
    throw error
  }
}
