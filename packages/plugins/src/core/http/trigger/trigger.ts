import { defineTrigger, p, TaskFailure, type TaskFiles } from '@countersign/plugin-sdk'
import { exchange } from '../../../outbound-http/exchange.ts'
import { decodeText } from '../request/decode-text.ts'
import { prepareRequest, requestProperties, withoutCredentials } from '../request/prepare-request.ts'

/** A trigger belongs to no execution, so that there are no files that it may send. */
const NO_FILES: Pick<TaskFiles, 'read' | 'size'> = { read: refuseFile, size: refuseFile }

function refuseFile(uri: string): never {
  throw TaskFailure.fatal(`A trigger cannot send the stored file ${uri}; only tasks can.`)
}

/** Calls an HTTP server at an interval, and starts an execution when the answer fits (engine.md 5.9). */
export const httpTrigger = defineTrigger({
  type: 'io.kestra.plugin.core.http.Trigger',
  aliases: ['io.kestra.plugin.fs.http.Trigger'],
  title: 'Start when an HTTP answer fits',
  description:
    'Sends a request at an interval. When `responseCondition` holds for the answer an execution starts, which sees the answer as `trigger`.',
  properties: {
    ...requestProperties,
    responseCondition: p
      .string()
      .default('{{ response.statusCode < 400 }}')
      .static()
      .describe('An expression over `response.statusCode`, `response.body` and `response.headers`.'),
  },
  async evaluate(context, input) {
    const outbound = await prepareRequest({ ...context, files: NO_FILES }, input)
    const answer = await exchange(outbound)
    const body = decodeText(input, outbound, answer)
    const { status, headers } = answer
    context.log('DEBUG', `${outbound.name} answered ${status}`)
    const response = { statusCode: status, body, headers }
    if (!(await context.holds(input.responseCondition, { response }))) return null
    return { uri: withoutCredentials(new URL(answer.url)), code: status, headers, body }
  },
})
