import type { Execution } from '@countersign/contract'
import { type MockRequest, type MockRoute, Refusal, STREAMED, sendEvent, startStream } from './http.ts'
import { pausedVacation } from './seed.ts'
import { enter, type World } from './world.ts'

/** Executions and their logs. */
export function executionRoutes(world: World): readonly MockRoute[] {
  return [
    ['GET', /^\/executions\/search$/, ({ url }) => search(world, url)],
    ['DELETE', /^\/executions\/kill\/by-ids$/, ({ fields }) => killAll(world, fields.items)],
    ['POST', /^\/executions\/resume\/by-ids$/, ({ fields }) => refuseBulk(fields.items)],
    ['GET', /^\/executions\/([^/]+)$/, ({ params }) => find(world, params[0])],
    ['GET', /^\/executions\/([^/]+)\/flow$/, ({ params }) => flowOf(world, find(world, params[0]))],
    ['GET', /^\/executions\/([^/]+)\/follow$/, (request) => follow(world, request)],
    ['POST', /^\/executions\/([^/]+)\/eval(?:\/[^/]+)?$/, ({ params, text }) => evaluate(find(world, params[0]), text)],
    ['DELETE', /^\/executions\/([^/]+)\/kill$/, ({ params }) => kill(world, find(world, params[0]))],
    ['POST', /^\/executions\/([^/]+)\/([^/]+)$/, (request) => create(world, request)],
    ['GET', /^\/logs\/([^/]+)$/, ({ params, url }) => logs(world, params[0], url)],
    ['GET', /^\/logs\/([^/]+)\/follow$/, (request) => followLogs(world, request)],
  ]
}

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR']

function find(world: World, id: string | undefined): Execution {
  const execution = world.executions.get(id ?? '')
  if (execution === undefined)
    throw new Refusal(404, 'EXECUTION_NOT_FOUND', `There is no execution ${id} in this tenant.`)
  return execution
}

function search(world: World, url: URL) {
  const query = url.searchParams
  const states = query.getAll('state').flatMap((text) => text.split(','))
  const text = query.get('q')?.toLowerCase() ?? ''
  const namespace = query.get('namespace')
  const flowId = query.get('flowId')
  const found = [...world.executions.values()]
    .filter((item) => states.length === 0 || states.includes(item.state.current))
    .filter((item) => namespace === null || item.namespace === namespace || item.namespace.startsWith(`${namespace}.`))
    .filter((item) => flowId === null || item.flowId === flowId)
    .filter((item) => `${item.namespace} ${item.flowId} ${item.id}`.toLowerCase().includes(text))
    .sort((one, other) => other.state.startDate.localeCompare(one.state.startDate))
  const size = Number(query.get('size') ?? 10)
  const from = (Number(query.get('page') ?? 1) - 1) * size
  return { results: found.slice(from, from + size), total: found.length }
}

function flowOf(world: World, execution: Execution) {
  const flow = world.flows.get(`${execution.namespace}/${execution.flowId}`)?.at(-1)
  if (flow === undefined) throw new Refusal(404, 'FLOW_NOT_FOUND', 'There is no such flow.')
  return { ...flow, source: undefined }
}

function follow(world: World, { params, response }: MockRequest): typeof STREAMED {
  const execution = find(world, params[0])
  startStream(response)
  sendEvent(response, 'start', { id: execution.id })
  const push = (id: string) => {
    if (id !== execution.id) return
    const now = find(world, id)
    const ended = ['SUCCESS', 'FAILED', 'KILLED', 'WARNING', 'CANCELLED'].includes(now.state.current)
    sendEvent(response, ended ? 'end' : 'progress', now)
    if (ended) response.end()
  }
  world.listeners.add(push)
  response.on('close', () => world.listeners.delete(push))
  push(execution.id)
  return STREAMED
}

function evaluate(execution: Execution, expression: string) {
  if (expression.includes('inputs')) return { result: JSON.stringify(execution.inputs ?? {}) }
  return {
    error: `Line 1, column 4: there is no variable \`${expression.replaceAll(/[{} ]/g, '')}\`. Near names: \`inputs\`, \`outputs\`.`,
  }
}

function kill(world: World, execution: Execution): undefined {
  world.executions.set(execution.id, enter(execution, 'KILLING'))
  setTimeout(() => {
    world.executions.set(execution.id, enter(find(world, execution.id), 'KILLED'))
    for (const listener of world.listeners) listener(execution.id)
  }, 900)
  for (const listener of world.listeners) listener(execution.id)
  return undefined
}

function killAll(world: World, ids: unknown) {
  if (!Array.isArray(ids)) throw new Refusal(422, 'REQUEST_INVALID', 'A list of ids is expected.')
  const executions = ids.map((id) => find(world, String(id)))
  const ended = executions.filter(({ state }) => state.endDate !== undefined && state.current !== 'PAUSED')
  if (ended.length > 0) {
    throw new Refusal(400, 'EXECUTION_FINISHED', 'invalid bulk kill', {
      invalids: ended.map(({ id }) => ({ invalidValue: id, message: 'execution already finished' })),
    })
  }
  for (const execution of executions) kill(world, execution)
  return { count: executions.length }
}

function refuseBulk(ids: unknown): never {
  const list = Array.isArray(ids) ? ids : []
  throw new Refusal(400, 'EXECUTION_NOT_PAUSED', 'invalid bulk resume', {
    invalids: list.map((id) => ({ invalidValue: String(id), message: 'execution not in state PAUSED' })),
  })
}

function create(world: World, { params, fields }: MockRequest): Execution {
  const flow = world.flows.get(`${params[0]}/${params[1]}`)?.at(-1)
  if (flow === undefined) throw new Refusal(404, 'FLOW_NOT_FOUND', 'There is no such flow.')
  const missing = (flow.inputs ?? []).filter(
    (input) => (input.required ?? true) && input.defaults === undefined && !fields[input.id],
  )
  if (missing.length > 0) {
    throw new Refusal(422, 'INPUT_INVALID', 'Some inputs are missing or wrong.', {
      fields: missing.map(({ id }) => ({
        field: id,
        code: 'INPUT_MISSING',
        message: `\`${id}\` is missing: give a value.`,
      })),
    })
  }
  const approval = pausedVacation(world, String(fields.employee ?? 'somebody'), 0)
  return find(world, approval.executionId)
}

function logs(world: World, id: string | undefined, url: URL) {
  const least = LEVELS.indexOf(url.searchParams.get('minLevel') ?? 'TRACE')
  return world.logs
    .filter((line) => line.executionId === id && LEVELS.indexOf(line.level) >= least)
    .sort((one, other) => one.timestamp.localeCompare(other.timestamp))
}

function followLogs(world: World, { params, url, response }: MockRequest): typeof STREAMED {
  startStream(response)
  sendEvent(response, 'start', { attemptNumber: null })
  for (const line of logs(world, params[0], url)) sendEvent(response, 'progress', line)
  return STREAMED
}
