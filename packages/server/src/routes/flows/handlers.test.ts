import { type FlowValidation, type FlowWithSource, routes } from '@countersign/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAnswer } from '../../testing/expect-answer.ts'
import { HELLO_FLOW } from '../../testing/flows.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp

beforeAll(async () => {
  test = await createTestApp()
  await test.saveFlow(HELLO_FLOW)
})
afterAll(() => test.close())

const FLOWS = '/api/v1/main/flows'
const yaml = { 'content-type': 'application/x-yaml' }
const post = (payload: string, headers: Record<string, string> = yaml, url = FLOWS) =>
  test.send({ method: 'POST', url, payload, headers })
const named = (id: string) => HELLO_FLOW.replace('id: hello', `id: ${id}`)

describe('creating a flow', () => {
  it('answers with the flow as it was written and its source, comments included', async () => {
    const answer = expectAnswer(routes.flows.create, 200, await post(named('made')))
    expect(answer).toEqual({
      id: 'made',
      namespace: 'team.api',
      revision: 1,
      description: 'Says hello',
      inputs: [
        { id: 'who', type: 'STRING', required: true, defaults: 'World' },
        { id: 'times', type: 'INT', required: false, max: 5 },
      ],
      disabled: false,
      deleted: false,
      labels: [{ key: 'team', value: 'ops' }],
      variables: { v1: 'x' },
      tasks: [
        { id: 'ret', type: 'io.kestra.plugin.core.debug.Return', format: 'Hello {{ inputs.who }}' },
        { id: 'log', type: 'io.kestra.plugin.core.log.Log', message: '{{ outputs.ret.value }}' },
      ],
      source: named('made'),
    })
  })

  it.each(['application/yaml', 'text/yaml', 'text/plain', 'text/x-yaml'])('takes YAML as %s', async (type) => {
    const answer = await post(named(`as.${type.replace('/', '_')}`), { 'content-type': type })
    expectAnswer(routes.flows.create, 200, answer)
  })

  it('takes JSON, and answers it without a source', async () => {
    const flow = {
      id: 'json',
      namespace: 'team.api',
      tasks: [{ id: 'a', type: 'io.kestra.plugin.core.log.Log', message: 'x' }],
    }
    const answer = await test.send({ method: 'POST', url: FLOWS, payload: flow })
    expect(expectAnswer(routes.flows.create, 200, answer)).toEqual({
      ...flow,
      revision: 1,
      disabled: false,
      deleted: false,
    })
  })

  it('refuses one that exists, in words that clients of Kestra look for', async () => {
    const answer = await post(HELLO_FLOW)
    expect(answer.statusCode).toBe(422)
    expect(answer.json()).toMatchObject({
      code: 'FLOW_EXISTS',
      details: { namespace: 'team.api', id: 'hello' },
      fields: [{ field: 'flow.id', message: expect.stringContaining('already exists') }],
    })
  })

  it('names every problem with its line', async () => {
    const answer = await post(
      'id: bad\nnamespace: team.api\ntasks:\n  - id: a\n    type: io.kestra.plugin.core.log.Lgo\n',
    )
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'FLOW_INVALID'])
    expect(answer.json().diagnostics[0]).toMatchObject({ code: 'TASK_UNKNOWN_TYPE', range: { line: 5 } })
    expect(answer.json()._embedded.errors[0].path).toBe('tasks[0].type')
  })

  it('needs a body, and one of a type that flows come in', async () => {
    const empty = await test.send({ method: 'POST', url: FLOWS })
    expect([empty.statusCode, empty.json().fields[0].field]).toEqual([422, 'body'])
    expect((await post('x', { 'content-type': 'text/csv' })).statusCode).toBe(415)
  })
})

describe('reading flows', () => {
  it('gives what is stored, with its source when asked', async () => {
    const plain = expectAnswer(routes.flows.read, 200, await test.send({ url: `${FLOWS}/team.api/hello` }))
    expect(plain).toMatchObject({ updated: '2026-11-24T09:00:00.000Z', triggers: [] })
    expect(plain).not.toHaveProperty('source')
    const full = await test.send({ url: `${FLOWS}/team.api/hello?source=true&revision=1` })
    expect(expectAnswer(routes.flows.read, 200, full)).toMatchObject({ source: HELLO_FLOW })
  })

  it('works without a tenant in the path', async () => {
    expectAnswer(routes.flows.read, 200, await test.send({ url: '/api/v1/flows/team.api/hello' }))
  })

  it.each(['team.api/nope', 'team.api/hello?revision=99', 'other/hello'])('answers 404 for %s', async (path) => {
    const answer = await test.send({ url: `${FLOWS}/${path}` })
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'FLOW_NOT_FOUND'])
  })

  it('refuses a revision that is no number', async () => {
    expect((await test.send({ url: `${FLOWS}/team.api/hello?revision=abc` })).statusCode).toBe(422)
  })

  it.each([
    ['q=hello', true],
    ['q=*', true],
    ['q=nothing-like-it', false],
    ['namespace=team', true],
    ['namespace=tea', false],
    ['filters[namespace][PREFIX]=team', true],
    ['filters[flowId][EQUALS]=hello', true],
    ['filters[flowId][EQUALS]=zzz', false],
    ['filters[labels][EQUALS][team]=ops', true],
    ['labels=team:dev', false],
    ['filters[scope][EQUALS]=USER', true],
    ['filters[scope][EQUALS]=SYSTEM', false],
    [`filters=${encodeURIComponent('{"field":"FLOW_ID","operation":"EQUALS","value":"hello"}')}`, true],
  ])('finds by ?%s: %s', async (query, found) => {
    const answer = expectAnswer(routes.flows.search, 200, await test.send({ url: `${FLOWS}/search?size=100&${query}` }))
    // Checked against the schema above.
    const { results } = answer as { readonly results: readonly { readonly id: string }[] }
    expect(results.some(({ id }) => id === 'hello')).toBe(found)
  })

  it('refuses an operation that a field does not take with 400, and an unknown word with 422', async () => {
    const status = async (query: string) => (await test.send({ url: `${FLOWS}/search?${query}` })).statusCode
    expect(await status('filters[namespace][GREATER_THAN]=x')).toBe(400)
    expect(await status('filters[namespace][NEAR]=x')).toBe(422)
    expect(await status('sort=nope:asc')).toBe(422)
  })

  it('sorts and pages with the whole total', async () => {
    const answer = await test.send({ url: `${FLOWS}/search?size=1&page=1&sort=id:desc&namespace=team.api` })
    const last = await test.send({ url: `${FLOWS}/search?size=1&page=99&namespace=team.api` })
    expect(answer.json().results).toHaveLength(1)
    expect(answer.json().total).toBeGreaterThan(1)
    expect(last.json()).toEqual({ results: [], total: answer.json().total })
  })

  it('lists a namespace and the namespaces', async () => {
    const list = expectAnswer(routes.flows.listByNamespace, 200, await test.send({ url: `${FLOWS}/team.api` }))
    expect(list).toContainEqual(expect.objectContaining({ id: 'hello' }))
    expect((await test.send({ url: `${FLOWS}/team` })).json()).toEqual([])
    const names = await test.send({ url: `${FLOWS}/distinct-namespaces?q=TEAM` })
    expect(expectAnswer(routes.flows.distinctNamespaces, 200, names)).toEqual(['team.api'])
  })
})

describe('changing a flow', () => {
  const put = (id: string, payload: string) =>
    test.send({ method: 'PUT', url: `${FLOWS}/team.api/${id}`, payload, headers: yaml })

  it('makes a new revision, unless nothing changed', async () => {
    await test.saveFlow(named('changing'))
    const changed = await put('changing', named('changing').replace('Says hello', 'Says more'))
    expect(expectAnswer(routes.flows.update, 200, changed)).toMatchObject({ revision: 2, description: 'Says more' })
    const same = await put('changing', named('changing').replace('Says hello', 'Says more'))
    expect(same.json().revision).toBe(2)
    const revisions = await test.send({ url: `${FLOWS}/team.api/changing/revisions` })
    const list = expectAnswer(routes.flows.revisions, 200, revisions)
    // Checked against the schema above.
    expect((list as FlowWithSource[]).map(({ revision }) => revision)).toEqual([1, 2])
    expect((await test.send({ url: `${FLOWS}/team.api/nope/revisions` })).json()).toEqual([])
  })

  it('never changes id or namespace, nor makes a new flow', async () => {
    const moved = await put('hello', named('other'))
    expect([moved.statusCode, moved.json().code]).toEqual([422, 'FLOW_ID_CHANGED'])
    expect((await put('nope', named('nope'))).statusCode).toBe(404)
  })

  it('deletes, shows the deleted one on demand, and counts on when it is made again', async () => {
    await test.saveFlow(named('going'))
    const url = `${FLOWS}/team.api/going`
    expectAnswer(routes.flows.remove, 204, await test.send({ method: 'DELETE', url }))
    expect((await test.send({ method: 'DELETE', url })).statusCode).toBe(404)
    expect((await test.send({ url })).statusCode).toBe(404)
    const deleted = await test.send({ url: `${url}?allowDeleted=true&source=true` })
    expect(deleted.json()).toMatchObject({ deleted: true, revision: 2 })
    expect((await post(named('going'))).json().revision).toBe(3)
  })
})

describe('validating flows', () => {
  const validate = async (source: string) => {
    const answer = await post(source, yaml, `${FLOWS}/validate`)
    // Checked against the schema.
    return expectAnswer(routes.flows.validate, 200, answer) as FlowValidation[]
  }

  it('finds nothing wrong with a good one', async () => {
    expect(await validate(named('fresh'))).toEqual([
      {
        index: 0,
        namespace: 'team.api',
        flow: 'fresh',
        outdated: false,
        deprecationPaths: [],
        warnings: [],
        infos: [],
      },
    ])
  })

  it('gives a result for each document, with lines of the whole text', async () => {
    const broken = 'id: bad\nnamespace: team.api\ntasks:\n  - id: a\n    type: nope\n'
    const results = await validate(`${named('first')}---\n${broken}`)
    expect(results.map(({ index, flow }) => [index, flow])).toEqual([
      [0, 'first'],
      [1, 'bad'],
    ])
    expect(results[1]?.constraints).toMatch(/^Validation error: tasks\[0\]\.type: /)
    expect(results[1]?.diagnostics?.[0]?.range?.line).toBe(HELLO_FLOW.split('\n').length + 5)
  })

  it('answers with constraints alone when a text cannot be read', async () => {
    const [result] = await validate('just: [unclosed')
    expect(Object.keys(result ?? {})).toEqual(expect.arrayContaining(['index', 'constraints', 'outdated']))
    expect(result).not.toHaveProperty('flow')
  })

  it('tells old names of types, and texts that were made from an older revision', async () => {
    const [old] = await validate(named('x').replace('plugin.core.log.Log', 'core.tasks.log.Log'))
    expect(old?.infos).toHaveLength(1)
    await test.saveFlow(named('aging'))
    await test.send({
      method: 'PUT',
      url: `${FLOWS}/team.api/aging`,
      payload: `${named('aging')}# more\n`,
      headers: yaml,
    })
    const [outdated] = await validate(named('aging').replace('id: aging', 'id: aging\nrevision: 1'))
    expect(outdated?.outdated).toBe(true)
  })
})
