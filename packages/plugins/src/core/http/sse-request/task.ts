import {
  defineTask,
  isList,
  isMap,
  p,
  type TaskContext,
  TaskFailure,
  toText,
  type Value,
  type ValueMap,
} from '@countersign/plugin-sdk'
import { exchangeStream } from '../../../outbound-http/stream-exchange.ts'
import { isAllowedStatus, prepareRequest, requestProperties, withoutCredentials } from '../request/prepare-request.ts'
import { readEvents } from './read-events.ts'

const properties = {
  ...requestProperties,
  maxEvents: p.int({ min: 1 }).describe('Stop after so many events. Default: when the server ends.'),
  concatJqExpression: p
    .string()
    .static()
    .describe('A jq program that gives a text of each event, such as `.data.value`; the texts are put together.'),
  failedOnMissingJq: p.boolean().default(true).describe('Fail when the program gives nothing for an event.'),
}

/** Reads the events of a server (Server-Sent Events) until it ends. */
export const sseRequest = defineTask({
  type: 'io.kestra.plugin.core.http.SseRequest',
  title: 'Read events of an HTTP server',
  description: 'Sends a request and reads the events that come (Server-Sent Events) until the server ends.',
  properties,
  async run(context, input) {
    const prepared = await prepareRequest(context, input)
    const outbound = { ...prepared, headers: { accept: 'text/event-stream', ...prepared.headers } }
    const events = await exchangeStream(outbound, async (response) => {
      if (!isAllowedStatus(input, response.status)) {
        throw TaskFailure.retryable(`${outbound.name} answered ${response.status}.`, { code: 'HTTP_STATUS' })
      }
      return readEvents(response.body, input.maxEvents)
    })
    context.metric('size', 'counter', events.length)
    const uri = withoutCredentials(new URL(outbound.url))
    const program = input.concatJqExpression
    if (program === undefined) return { outputs: { uri, events, size: events.length } }
    const result = await concatenate(context, events, program, input.failedOnMissingJq)
    return { outputs: { uri, size: events.length, ...(result === '' ? { events } : { result }) } }
  },
})

/** The expression language has jq; the event and the program reach it as values, so that nothing in them is an expression. */
const JQ = '{{ event | jq(program) }}'

async function concatenate(
  context: TaskContext,
  events: readonly ValueMap[],
  written: string,
  mustBeThere: boolean,
): Promise<string> {
  // `$.a` is how paths are written elsewhere; in jq it is `.a`.
  const program = written.trim().replace(/^\$\./, '.')
  let result = ''
  for (const [index, event] of events.entries()) {
    const [value = null] = asList(await context.render(JQ, { event, program }))
    if (value !== null && !isList(value) && !isMap(value)) result += toText(value)
    else if (mustBeThere) {
      throw TaskFailure.fatal(
        `\`concatJqExpression\` gives no text for event ${index + 1}. Set failedOnMissingJq to false to pass over such events.`,
        { code: 'SSE_JQ_MISSING' },
      )
    } else context.log('DEBUG', `Event ${index + 1} has nothing for concatJqExpression`)
  }
  return result
}

function asList(value: Value): readonly Value[] {
  return isList(value) ? value : []
}
