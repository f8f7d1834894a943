import { routes, type SecretList } from '@countersign/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAnswer } from '../../testing/expect-answer.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp

beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

const PLACE = '/api/v1/main/namespaces/team.hr/secrets'
const put = (payload: object, url = PLACE) => test.send({ method: 'PUT', url, payload })
// The schema that the answer was checked with is the one that the type is made from.
const list = async (query = '') =>
  expectAnswer(routes.secrets.list, 200, await test.send({ url: `${PLACE}${query}` })) as SecretList

describe('secrets', () => {
  it('are written, described, listed and deleted, and never shown', async () => {
    const tags = [{ key: 'team', value: 'hr' }]
    const written = await put({ key: 'api_token', value: 'hunter2', description: 'for the API', tags })
    expect(expectAnswer(routes.secrets.write, 200, written)).toEqual([
      { key: 'api_token', description: 'for the API', tags },
    ])
    await put({ key: 'b', value: 'geheim99' })
    const described = await test.send({ method: 'PATCH', url: `${PLACE}/B`, payload: { key: 'b', description: 'new' } })
    expect(expectAnswer(routes.secrets.describe, 200, described)).toEqual([{ key: 'b', description: 'new' }])
    const listed = await list()
    expect(listed).toMatchObject({ readOnly: false, total: 3 })
    expect(listed.results.map(({ key }) => key)).toEqual(['api_token', 'b', 'GREETING'])
    expect((await list('?page=2&size=2')).results).toEqual([{ key: 'GREETING' }])

    const inherited = await test.send({ url: '/api/v1/main/namespaces/team.hr.deep/inherited-secrets' })
    expect(expectAnswer(routes.secrets.inherited, 200, inherited)).toEqual({
      'team.hr.deep': ['GREETING'],
      'team.hr': ['api_token', 'b'],
    })
    const removed = await test.send({ method: 'DELETE', url: `${PLACE}/API_TOKEN` })
    expect(expectAnswer(routes.secrets.remove, 200, removed)).toEqual(['API_TOKEN'])
    expect((await list()).results.map(({ key }) => key)).toEqual(['b', 'GREETING'])

    const audit = await test.storage.audit.read('main', 0, 100)
    const seen = JSON.stringify([written.body, described.body, listed, inherited.body, audit, test.logged])
    expect(seen).not.toMatch(/hunter2|geheim99/)
  })

  it('are refused with reasons that hold none of them', async () => {
    const wrong = await put({ key: 'no spaces', value: 'hunter2' })
    expect(wrong.json()).toMatchObject({ code: 'SECRET_INVALID', fields: [{ field: 'key' }] })
    expect(wrong.body).not.toContain('hunter2')
    expect((await put({ key: 'x' })).statusCode).toBe(422)
    const gone = await test.send({ method: 'DELETE', url: `${PLACE}/nobody` })
    expect(gone.json()).toMatchObject({ code: 'SECRET_NOT_FOUND' })
    expect((await test.send({ method: 'PATCH', url: `${PLACE}/nobody`, payload: {} })).statusCode).toBe(404)
    expect((await test.send({ method: 'PATCH', url: `${PLACE}/nobody`, payload: {}, as: 'reader' })).statusCode).toBe(
      403,
    )
    expect((await test.send({ url: PLACE, as: 'reader' })).statusCode).toBe(403)
    expect((await test.send({ url: PLACE, as: null })).statusCode).toBe(401)
  })

  it('are sealed anew on request', async () => {
    const answer = await test.send({ method: 'POST', url: '/api/v1/secrets/reseal' })
    expect(expectAnswer(routes.secrets.reseal, 200, answer)).toEqual({ resealed: 0 })
    expect((await test.send({ method: 'POST', url: '/api/v1/secrets/reseal', as: 'reader' })).statusCode).toBe(403)
  })

  it('given as inputs and forms are never in an answer, sealed texts included', async () => {
    await test.saveFlow(`
id: sealed
namespace: team.hr
inputs: [{ id: word, type: SECRET }]
tasks:
  - { id: gate, type: io.kestra.plugin.core.flow.Pause, onResume: [{ id: pin, type: SECRET }] }
  - { id: log, type: io.kestra.plugin.core.log.Log, message: "{{ inputs.word }}{{ outputs.gate.onResume.pin }}" }
outputs: [{ id: shut, type: SECRET, value: "{{ inputs.word }}" }]
`)
    const id = await test.start('team.hr/sealed', { word: 'hunter2' })
    await test.idle()
    const base = `/api/v1/main/executions/${id}`
    const resumed = await test.send({ method: 'POST', url: `${base}/resume`, form: { pin: 'geheim99' } })
    expect(resumed.statusCode).toBe(204)
    await test.idle()
    const shown = await test.send({ url: base })
    const sealed = { type: 'io.kestra.datatype:aes_encrypted', value: '******' }
    expect(shown.json()).toMatchObject({
      state: { current: 'SUCCESS' },
      inputs: { word: sealed },
      outputs: { shut: sealed },
    })
    expect(shown.json().taskRunList[0].outputs.onResume).toEqual({ pin: sealed })
    const urls = [`/api/v1/main/logs/${id}`, `/api/v1/main/executions/search?flowId=sealed`, '/api/v1/main/approvals']
    const texts = await Promise.all(urls.map(async (url) => (await test.send({ url })).body))
    const stored = await test.storage.executions.find('main', id)
    const cipher = JSON.stringify(stored?.inputs).match(/"value":"([^"]+)"/)?.[1] ?? 'none'
    for (const text of [...texts, shown.body]) {
      expect(text).not.toMatch(/hunter2|geheim99/)
      expect(text).not.toContain(cipher)
    }
  })
})

describe('a server without an encryption key', () => {
  it('says that it keeps no secret', async () => {
    const bare = await createTestApp({ encrypts: false })
    const answer = await bare.send({ url: PLACE })
    expect(answer.json()).toEqual({ readOnly: true, results: [{ key: 'GREETING' }], total: 1 })
    await bare.close()
  })
})
