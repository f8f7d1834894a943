import { EVENT_STREAM_TYPE, pathForms, type RouteSpec, toColonPath } from '@countersign/contract'
import { InvariantError } from '@countersign/core'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AppPorts } from './app-ports.ts'
import { assertAllowed } from './gate.ts'
import type { LiveCalls } from './live-calls.ts'
import { parseWith } from './parse-with.ts'
import { parseBody } from './request-body.ts'
import type { Answer, Call } from './route-handler.ts'
import { writeAnswer } from './write-answer.ts'

/** A handler of some route: what the typed map holds, seen from the code that is the same for all. */
export type AnyHandler = (call: Call) => Promise<Answer>

interface Registration {
  readonly route: RouteSpec
  readonly handler: AnyHandler
  readonly ports: Pick<AppPorts, 'policies' | 'logger'>
  readonly calls: LiveCalls
}

/** Registers a route under each of its paths. */
export function registerRoute(app: FastifyInstance, { route, handler, ports, calls }: Registration): void {
  for (const path of pathForms(route)) {
    app.route({
      method: route.method,
      url: toColonPath(path),
      config: { route },
      // A stream of events has no length to ask for, and would go on for ever; what a GET does, a HEAD must not.
      exposeHeadRoute: route.method === 'GET' && route.actsOnGet !== true && !isEventStream(route),
      handler: async (request, reply) => {
        const answer = await withoutTrace(request, () => handler(toCall(route, request, reply, ports, calls)))
        return writeAnswer(reply, answer, ports.logger)
      },
    })
  }
}

/** Files that came with the request are gone before it is answered. */
async function withoutTrace<T>({ spool }: FastifyRequest, handle: () => Promise<T>): Promise<T> {
  try {
    return await handle()
  } finally {
    await spool?.discard()
  }
}

function isEventStream(route: RouteSpec): boolean {
  return Object.values(route.responses).some(({ content }) => content !== undefined && EVENT_STREAM_TYPE in content)
}

function toCall(
  route: RouteSpec,
  request: FastifyRequest,
  reply: FastifyReply,
  ports: Registration['ports'],
  calls: LiveCalls,
): Call {
  const { entry } = request
  if (entry === null) throw new InvariantError(`The gate let a request for ${route.id} pass without looking at it.`)
  const { auth, principal, caller, tenant } = entry
  const rawQuery = toRecord(request.query)
  const parsed = {
    params: parsePart(route.params, request.params),
    query: parsePart(route.query, rawQuery),
    headers: parsePart(route.headers, request.headers),
    body: parseBody(route, request.body as Parameters<typeof parseBody>[1], request.headers),
  }
  const call = {
    ...parsed,
    tenant,
    principal,
    caller,
    auth,
    requestId: request.id,
    rawQuery,
    get signal() {
      return calls.signalFor(reply)
    },
    permit(namespace: string) {
      if (principal !== null) assertAllowed(ports, principal, route.permission, { tenant, namespace })
    },
  }
  // Each part was parsed by the schema that the types of the call are made from.
  return call as Call
}

function parsePart(schema: RouteSpec['params'], value: unknown): unknown {
  return schema === undefined ? {} : parseWith(schema, toRecord(value))
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
