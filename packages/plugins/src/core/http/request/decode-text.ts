import { TaskFailure } from '@countersign/plugin-sdk'
import type { OutboundRequest, OutboundResponse } from '../../../outbound-http/exchange.ts'
import type { RequestInput } from './prepare-request.ts'

/** The body of an answer as text. @throws TaskFailure HTTP_RESPONSE_UNREADABLE when it is none in its charset */
export function decodeText(input: RequestInput, outbound: OutboundRequest, response: OutboundResponse): string {
  const contentType = response.headers['content-type']?.[0] ?? ''
  const charset = /charset="?([^";\s]+)/i.exec(contentType)?.[1] ?? input.options.defaultCharset
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(response.body)
  } catch {
    throw TaskFailure.fatal(`The answer of ${outbound.name} is no text in ${charset}; this task gives texts only.`, {
      code: 'HTTP_RESPONSE_UNREADABLE',
    })
  }
}
