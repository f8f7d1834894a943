import { extname } from 'node:path'
import { defineTask, p, type Rendered, type TaskContext, TaskFailure } from '@countersign/plugin-sdk'
import type { OutboundRequest } from '../../../outbound-http/exchange.ts'
import { exchangeStream, type OpenedResponse } from '../../../outbound-http/stream-exchange.ts'
import { isAllowedStatus, prepareRequest, requestProperties } from '../request/prepare-request.ts'

const properties = {
  ...requestProperties,
  failOnEmptyResponse: p.boolean().default(true).describe('Fail when the answer has no body.'),
  saveAs: p.string().describe('Name of the file. Default: what the server calls it.'),
}

/** Stores the answer of an HTTP server as a file (engine.md 5.9). */
export const download = defineTask({
  type: 'io.kestra.plugin.core.http.Download',
  aliases: ['io.kestra.plugin.fs.http.Download'],
  title: 'Download a file',
  description: 'Sends a request and stores the body of the answer as a file, however large it is.',
  properties,
  async run(context, input) {
    const outbound = withoutLimit(await prepareRequest(context, input), input)
    return exchangeStream(outbound, (response) => store(context, input, outbound, response))
  },
})

/** Files may be larger than what Request takes into memory; a flow that names a limit means it. */
function withoutLimit(outbound: OutboundRequest, { options }: Rendered<typeof properties>): OutboundRequest {
  const maxResponseBytes = options.maxContentLength ?? Number.MAX_SAFE_INTEGER
  return { ...outbound, limits: { ...outbound.limits, maxResponseBytes } }
}

async function store(
  context: TaskContext,
  input: Rendered<typeof properties>,
  outbound: OutboundRequest,
  { status, headers, body }: OpenedResponse,
) {
  if (!isAllowedStatus(input, status)) {
    const text = `${outbound.name} answered ${status}\nTo go on with such an answer set options.allowFailed.`
    throw TaskFailure.retryable(text, { code: 'HTTP_STATUS' })
  }
  const counted = { length: 0 }
  const uri = await context.files.write(fileName(input, outbound.url, headers), counting(body, counted))
  const { length } = counted
  checkLength(outbound, headers, length)
  const mayBeEmpty = !input.failOnEmptyResponse || input.allowFailed || input.options.allowFailed
  if (length === 0 && !mayBeEmpty) {
    throw TaskFailure.retryable(
      'No response from server: the answer is empty. Set failOnEmptyResponse to false to allow that.',
      {
        code: 'HTTP_EMPTY',
      },
    )
  }
  context.metric('response.length', 'counter', length)
  return { outputs: { uri, code: status, length, headers } }
}

async function* counting(body: AsyncIterable<Uint8Array>, counted: { length: number }): AsyncGenerator<Uint8Array> {
  for await (const piece of body) {
    counted.length += piece.length
    yield piece
  }
}

/** The length that the server names is that of the encoded body. */
function checkLength(outbound: OutboundRequest, headers: OpenedResponse['headers'], length: number): void {
  const announced = headers['content-length']?.[0]
  if (announced === undefined || headers['content-encoding'] !== undefined || outbound.method === 'HEAD') return
  if (Number(announced) === length) return
  const text = `${outbound.name} announced ${announced} bytes and sent ${length}.`
  throw TaskFailure.retryable(text, { code: 'HTTP_RESPONSE_INCOMPLETE' })
}

/** What the server calls the file, its last segment alone; else the extension of the address. */
function fileName({ saveAs }: Rendered<typeof properties>, url: URL, headers: OpenedResponse['headers']): string {
  if (saveAs !== undefined) return saveAs
  const named = nameIn(headers['content-disposition']?.[0] ?? '')
  return named === '' ? `download${extname(url.pathname)}` : named
}

function nameIn(disposition: string): string {
  const extended = /filename\*=(?:UTF-8|utf-8)''([^;]+)/.exec(disposition)?.[1]
  const plain = /filename=(?:"((?:[^"\\]|\\.)*)"|([^;]+))/.exec(disposition)
  const name = extended === undefined ? (plain?.[1] ?? plain?.[2] ?? '') : decode(extended)
  const last = name.trim().split(/[/\\]/).at(-1) ?? ''
  return last === '.' || last === '..' ? '' : last
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
