import { defineTask, type TaskContext, TaskFailure } from '@countersign/plugin-sdk'
import { exchange, type OutboundRequest, type OutboundResponse } from '../../../outbound-http/exchange.ts'
import { decodeText } from './decode-text.ts'
import {
  isAllowedStatus,
  prepareRequest,
  type RequestInput,
  requestProperties,
  withoutCredentials,
} from './prepare-request.ts'

/** Longest part of a refusal's body that the failure quotes. */
const QUOTED_BODY_LENGTH = 300

/** Calls an HTTP server and gives its answer as outputs (engine.md 5.9). */
export const request = defineTask({
  type: 'io.kestra.plugin.core.http.Request',
  aliases: ['io.kestra.plugin.fs.http.Request'],
  title: 'Call an HTTP server',
  description:
    'Sends a request and gives the status, the headers (each a list) and the body (a text) of the answer. A status of 400 or ' +
    'above fails the task, unless options.allowFailed or options.allowedResponseCodes says otherwise.',
  properties: requestProperties,
  async run(context, input) {
    const outbound = await prepareRequest(context, input)
    logParts(context, input, { headers: outbound.headers, body: outbound.body }, 'REQUEST')
    const response = await send(context, outbound)
    context.log('DEBUG', `${outbound.name} answered ${response.status}`)
    logParts(context, input, response, 'RESPONSE')
    refuseFailure(input, outbound, response)
    context.metric('response.length', 'counter', response.body.length)
    return {
      outputs: {
        uri: withoutCredentials(new URL(response.url)),
        code: response.status,
        headers: response.headers,
        body: decodeText(input, outbound, response),
      },
    }
  },
})

/** A second log line beside the failure, as Kestra writes it (observed: ht-refused). */
async function send(context: TaskContext, outbound: OutboundRequest): Promise<OutboundResponse> {
  try {
    return await exchange(outbound)
  } catch (error) {
    if (!context.signal.aborted) context.log('ERROR', `${outbound.name} gave no answer`)
    throw error
  }
}

function refuseFailure(input: RequestInput, outbound: OutboundRequest, response: OutboundResponse): void {
  if (isAllowedStatus(input, response.status)) return
  const text = response.body.toString('utf8').trim()
  const quoted = text.length > QUOTED_BODY_LENGTH ? `${text.slice(0, QUOTED_BODY_LENGTH)}…` : text
  throw TaskFailure.retryable(
    `${outbound.name} answered ${response.status}${quoted === '' ? '' : `: ${quoted}`}\nTo go on with such an answer set options.allowFailed.`,
    { code: 'HTTP_STATUS' },
  )
}

const CREDENTIAL_HEADER = /^(authorization|proxy-authorization|cookie|set-cookie|.*(token|secret|api-?key).*)$/

function logParts(
  context: TaskContext,
  input: RequestInput,
  parts: { readonly headers: Readonly<Record<string, string | readonly string[]>>; readonly body: Buffer | undefined },
  side: 'REQUEST' | 'RESPONSE',
): void {
  const wanted = input.options.logs ?? []
  if (wanted.includes(`${side}_HEADERS`)) {
    const shown = Object.entries(parts.headers).map(([name, value]) =>
      CREDENTIAL_HEADER.test(name) ? `${name}: (left out)` : `${name}: ${[value].flat().join(', ')}`,
    )
    context.log('DEBUG', `${side.toLowerCase()} headers:\n${shown.join('\n')}`)
  }
  if (wanted.includes(`${side}_BODY`)) {
    context.log('DEBUG', `${side.toLowerCase()} body:\n${parts.body?.toString('utf8') ?? ''}`)
  }
}
