import { Fault } from '../errors/fault.ts'
import type { Datum } from '../value/datum.ts'
import { answerOf } from './ask.ts'
import type { TemplateFunction } from './function.ts'
import { givenText } from './function-arguments.ts'

/**
 * The parsed body of an HTTP answer. The servers of this version do not answer it: it always fails, and the example shows
 * what it is to give. Use the task `io.kestra.plugin.core.http.Request`.
 *
 * @argument uri - address
 * @argument method - default GET
 * @argument query - map of query parameters
 * @argument body - what is sent
 * @argument contentType - of the body; default `application/json`
 * @argument headers - map of headers
 * @argument options - map of client options
 * @argument accept - default `application/json`
 * @result value of the body
 * @error EXPRESSION_ARGUMENT the address is missing
 * @error EXPRESSION_HOST always in this version
 * @example {{ http('https://example.com').status }} → ok
 */
export const http: TemplateFunction = {
  name: 'http',
  parameters: ['uri', 'method', 'query', 'body', 'contentType', 'headers', 'options', 'accept'],
  apply(args, run) {
    const [, method, query, body, contentType, headers, options, accept] = args
    const uri = givenText(args, 0, 'http', 'uri')
    if (uri === '') throw new Fault('EXPRESSION_ARGUMENT', 'The argument `uri` of `http` is empty')
    const request = new Map<Datum, Datum>([
      ['uri', uri],
      ['method', run.text(method ?? 'GET').toUpperCase()],
      ['query', query ?? null],
      ['body', body ?? null],
      ['contentType', contentType ?? 'application/json'],
      ['headers', headers ?? null],
      ['options', options ?? null],
      ['accept', accept ?? 'application/json'],
    ])
    return answerOf(run, 'http', [request])
  },
}
