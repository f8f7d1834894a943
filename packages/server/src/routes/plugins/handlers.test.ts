import { type Plugin, type PluginDocumentation, routes } from '@countersign/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAnswer } from '../../testing/expect-answer.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp

beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

const PLUGINS = '/api/v1/plugins'
const LOG = 'io.kestra.plugin.core.log.Log'

describe('task types', () => {
  it('are listed by group', async () => {
    const plugins = expectAnswer(routes.plugins.list, 200, await test.send({ url: PLUGINS })) as Plugin[]
    const core = plugins.find(({ group }) => group === 'io.kestra.plugin.core')
    expect(core?.tasks.map(({ cls }) => cls)).toEqual(expect.arrayContaining([LOG, 'io.kestra.plugin.core.flow.Pause']))
  })

  it('are documented with the schema of their properties, by name or old name', async () => {
    const answer = await test.send({ url: `${PLUGINS}/${LOG}` })
    const { schema, markdown } = expectAnswer(routes.plugins.read, 200, answer) as PluginDocumentation
    expect(schema.properties).toMatchObject({
      properties: { message: {} },
      required: expect.arrayContaining(['message']),
    })
    expect(markdown).toContain(LOG)
    expect((await test.send({ url: `${PLUGINS}/io.kestra.core.tasks.log.Log` })).statusCode).toBe(200)
    expect((await test.send({ url: `${PLUGINS}/io.kestra.Nope` })).json().code).toBe('TYPE_NOT_FOUND')
  })

  it('stand beside trigger types', async () => {
    const plugins = expectAnswer(routes.plugins.list, 200, await test.send({ url: PLUGINS })) as Plugin[]
    const triggers = plugins.flatMap((plugin) => plugin.triggers.map(({ cls }) => cls))
    const SCHEDULE = 'io.kestra.plugin.core.trigger.Schedule'
    expect(triggers).toEqual(expect.arrayContaining([SCHEDULE, 'io.kestra.plugin.core.http.Trigger']))
    const { schema } = expectAnswer(
      routes.plugins.read,
      200,
      await test.send({ url: `${PLUGINS}/${SCHEDULE}` }),
    ) as PluginDocumentation
    expect(schema.properties).toMatchObject({ properties: { cron: {} }, required: ['cron'] })
  })

  it('have no form with a tenant, as in Kestra', async () => {
    expect((await test.send({ url: '/api/v1/main/plugins' })).statusCode).toBe(404)
  })

  it('that hold others have their lists in the schema, and a gate its form', async () => {
    const { anyOf } = (await test.send({ url: `${PLUGINS}/schemas/task` })).json() as {
      readonly anyOf: readonly { readonly properties: Readonly<Record<string, { readonly const?: string }>> }[]
    }
    const membersOf = (name: string) =>
      Object.keys(
        anyOf.find(({ properties }) => properties.type?.const === `io.kestra.plugin.core.${name}`)?.properties ?? {},
      )
    expect(membersOf('flow.Switch')).toEqual(
      expect.arrayContaining(['value', 'cases', 'defaults', 'errors', 'finally']),
    )
    expect(membersOf('flow.Pause')).toEqual(expect.arrayContaining(['onResume', 'onPause', 'errors', 'logToFile']))
    expect(membersOf('log.Log')).not.toContain('errors')
  })

  it.each(['flow', 'task', 'TASK', 'trigger'])('give editors the schema of a %s', async (type) => {
    const answer = await test.send({ url: `${PLUGINS}/schemas/${type}` })
    expect(expectAnswer(routes.plugins.schema, 200, answer)).toBeTypeOf('object')
    expect(answer.headers['cache-control']).toBe('private, max-age=3600')
  })

  it('give the schema of a list of them, and refuse other words', async () => {
    const list = await test.send({ url: `${PLUGINS}/schemas/task?arrayOf=true` })
    expect(list.json()).toMatchObject({ type: 'array', items: { anyOf: expect.any(Array) } })
    expect((await test.send({ url: `${PLUGINS}/schemas/nope` })).statusCode).toBe(422)
  })
})
