import type { CreatedServiceToken, FlowWithSource } from '@countersign/contract'
import { type MockRequest, type MockRoute, Refusal } from './http.ts'
import { MANAGER, newId, record, type World } from './world.ts'

/** Session, flows, audit, tokens and the catcher. */
export function otherRoutes(world: World): readonly MockRoute[] {
  return [
    ['GET', /^\/configs$/, () => ({ uuid: 'mock', version: '0.1.0', edition: 'OSS', isDemo: true })],
    ['POST', /^\/login$/, (request) => login(world, request)],
    ['POST', /^\/logout$/, () => leave(world)],
    ['GET', /^\/me$/, () => world.me],
    ['GET', /^\/flows\/search$/, ({ url }) => searchFlows(world, url)],
    [
      'GET',
      /^\/flows\/distinct-namespaces$/,
      () => [...new Set(newest(world).map(({ namespace }) => namespace))].sort(),
    ],
    ['POST', /^\/flows\/validate$/, ({ text }) => [check(text)]],
    ['POST', /^\/flows$/, ({ text }) => save(world, text, null)],
    ['GET', /^\/flows\/([^/]+)\/([^/]+)$/, ({ params }) => revisions(world, params).at(-1)],
    ['PUT', /^\/flows\/([^/]+)\/([^/]+)$/, ({ params, text }) => save(world, text, revisions(world, params))],
    ['GET', /^\/flows\/([^/]+)\/([^/]+)\/revisions$/, ({ params }) => revisions(world, params)],
    [
      'GET',
      /^\/audit\/verify$/,
      () => ({
        valid: true,
        events: world.audit.length,
        unsealed: 0,
        headHash: world.audit.at(-1)?.hash ?? null,
        firstBroken: null,
      }),
    ],
    ['GET', /^\/audit$/, ({ url }) => audit(world, url)],
    ['GET', /^\/tokens$/, () => ({ results: world.tokens })],
    ['POST', /^\/tokens$/, ({ fields }) => createToken(world, fields)],
    ['DELETE', /^\/tokens\/([^/]+)$/, ({ params }) => revoke(world, params[0])],
    ['GET', /^\/demo-catcher\/messages$/, () => ({ results: world.caught })],
  ]
}

function login(world: World, { fields }: MockRequest) {
  if (fields.password === 'wrong') throw new Refusal(401, 'LOGIN_FAILED', 'User name or password is wrong.')
  world.me = MANAGER
  record(world, 'auth.login', { kind: 'user', id: MANAGER.id }, {})
  return MANAGER
}

function leave(world: World): undefined {
  world.me = null
  return undefined
}

function newest(world: World): readonly FlowWithSource[] {
  return [...world.flows.values()].flatMap((list) => list.at(-1) ?? [])
}

function searchFlows(world: World, url: URL) {
  const text = url.searchParams.get('q')?.toLowerCase() ?? ''
  const namespace = url.searchParams.get('namespace')
  const results = newest(world)
    .filter((flow) => `${flow.namespace} ${flow.id}`.toLowerCase().includes(text))
    .filter((flow) => namespace === null || flow.namespace.startsWith(namespace))
  return { results, total: results.length }
}

function revisions(world: World, params: readonly string[]): FlowWithSource[] {
  const list = world.flows.get(`${params[0]}/${params[1]}`)
  if (list === undefined)
    throw new Refusal(404, 'FLOW_NOT_FOUND', `There is no flow ${params[1]} in namespace ${params[0]}.`)
  return list
}

/** Finds fault with lines that hold `oops` (an error) or `hmm` (a warning). */
function check(source: string) {
  const diagnostics = source.split('\n').flatMap((text, index) => {
    const column = Math.max(text.indexOf('oops'), text.indexOf('hmm')) + 1
    if (column === 0) return []
    const range = { line: index + 1, column, endLine: index + 1, endColumn: column + 4 }
    return text.includes('oops')
      ? [
          {
            code: 'TASK_UNKNOWN_TYPE',
            severity: 'error',
            message: 'There is no task type `oops`.',
            path: 'tasks[0].type',
            range,
            hint: 'Near names: `io.kestra.plugin.core.log.Log`.',
          },
        ]
      : [
          {
            code: 'APPROVAL_NO_DEADLINE',
            severity: 'warning',
            message: 'This request waits for ever.',
            path: 'tasks[0]',
            range,
          },
        ]
  })
  return { index: 0, outdated: false, diagnostics }
}

function save(world: World, source: string, before: FlowWithSource[] | null): FlowWithSource {
  const { diagnostics } = check(source)
  if (diagnostics.some(({ severity }) => severity === 'error')) {
    throw new Refusal(422, 'FLOW_INVALID', 'The flow has problems; each is listed with its line.', { diagnostics })
  }
  const id = /^id: (\S+)/m.exec(source)?.[1] ?? 'nameless'
  const namespace = /^namespace: (\S+)/m.exec(source)?.[1] ?? 'nowhere'
  const list = before ?? []
  const last = list.at(-1)
  const flow: FlowWithSource = {
    ...(last ?? { tasks: [], triggers: [], disabled: false, deleted: false, inputs: [] }),
    id,
    namespace,
    source,
    revision: (last?.revision ?? 0) + 1,
    updated: new Date().toISOString(),
  }
  list.push(flow)
  world.flows.set(`${namespace}/${id}`, list)
  record(
    world,
    before === null ? 'flow.created' : 'flow.updated',
    { kind: 'flow', id, namespace },
    { revision: flow.revision },
  )
  return flow
}

function audit(world: World, url: URL) {
  const action = url.searchParams.get('action')
  const targetId = url.searchParams.get('targetId')
  const found = world.audit
    .filter((event) => action === null || event.action === action)
    .filter((event) => targetId === null || event.target.id === targetId)
    .reverse()
  return { results: found.slice(0, 100), nextCursor: null, total: found.length }
}

function createToken(world: World, fields: Readonly<Record<string, unknown>>): CreatedServiceToken {
  const name = typeof fields.name === 'string' ? fields.name : ''
  if (name === '') {
    throw new Refusal(422, 'REQUEST_INVALID', 'The token needs a name.', {
      fields: [{ field: 'name', code: 'REQUEST_INVALID', message: 'Give the token a name.' }],
    })
  }
  const expiresAt = typeof fields.expiresAt === 'string' ? fields.expiresAt : null
  const token = {
    id: newId(),
    name,
    createdBy: MANAGER.name,
    createdAt: new Date().toISOString(),
    expiresAt,
    revokedAt: null,
  }
  world.tokens.unshift(token)
  return { ...token, token: `cst_${'k3Zr9XbQ'.repeat(5)}` }
}

function revoke(world: World, id: string | undefined): undefined {
  const index = world.tokens.findIndex((token) => token.id === id)
  const token = world.tokens[index]
  if (token !== undefined) world.tokens[index] = { ...token, revokedAt: new Date().toISOString() }
  return undefined
}
