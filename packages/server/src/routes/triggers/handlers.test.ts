import { routes } from '@countersign/contract'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { expectAnswer } from '../../testing/expect-answer.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

const FLOW = `id: sched
namespace: team.trig
tasks:
  - { id: wait, type: io.kestra.plugin.core.flow.Pause }
triggers:
  - { id: s, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 0 1 1 *" }
  - { id: s2, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 0 1 2 *", disabled: true }
  - { id: hook, type: io.kestra.plugin.core.trigger.Webhook, key: k }
`

let test: TestApp
const opened: TestApp[] = []

beforeEach(async () => {
  test = await createTestApp()
  opened.push(test)
  await test.saveFlow(FLOW)
})
afterAll(() => Promise.all(opened.map((app) => app.close())))

const TRIGGERS = '/api/v1/main/triggers'
const NAME = { namespace: 'team.trig', flowId: 'sched', triggerId: 's' }

const get = (path: string) => test.send({ url: `${TRIGGERS}${path}` })
const put = (path: string, payload: object) => test.send({ method: 'PUT', url: `${TRIGGERS}${path}`, payload })
const post = (path: string, payload?: object) =>
  test.send({ method: 'POST', url: `${TRIGGERS}${path}`, ...(payload === undefined ? {} : { payload }) })

const BACKFILL = { start: '2024-01-01T00:00:00Z', end: '2026-06-01T00:00:00Z' }

describe('triggers', () => {
  it('are searched with their definitions, and filtered', async () => {
    const all = expectAnswer(routes.triggers.search, 200, await get('/search'))
    expect(all).toEqual({
      results: [
        {
          abstractTrigger: { id: 's', type: 'io.kestra.plugin.core.trigger.Schedule', cron: '0 0 1 1 *' },
          triggerContext: {
            tenantId: 'main',
            ...NAME,
            date: '2026-11-24T09:00:00.000Z',
            nextExecutionDate: '2027-01-01T00:00:00.000Z',
            disabled: false,
          },
        },
        expect.objectContaining({
          abstractTrigger: expect.objectContaining({ id: 's2', disabled: true }),
          triggerContext: expect.objectContaining({ nextExecutionDate: '2027-02-01T00:00:00.000Z' }),
        }),
      ],
      total: 2,
    })
    const total = async (query: string) => (await get(`/search?${query}`)).json().total
    expect(await total('filters[namespace][EQUALS]=team.trig&filters[triggerId][EQUALS]=s')).toBe(1)
    expect(await total('namespace=team&triggerId=s2')).toBe(1)
    expect(await total('namespace=other')).toBe(0)
    expect((await get('/search?filters[state][EQUALS]=RUNNING')).statusCode).toBe(400)
    expect((await get('/search?sort=nope:asc')).statusCode).toBe(422)
    expect((await get('/search?sort=triggerId:desc')).json().results[0].triggerContext.triggerId).toBe('s2')
  })

  it('are disabled and enabled by the task Toggle, which the audit log tells', async () => {
    const source = (enabled: boolean) => `id: toggle_${enabled}
namespace: team.trig
tasks:
  - { id: t, type: io.kestra.plugin.core.trigger.Toggle, flowId: sched, trigger: s, enabled: ${enabled} }
`
    for (const enabled of [false, true]) {
      await test.saveFlow(source(enabled))
      const started = await test.send({
        method: 'POST',
        url: `/api/v1/main/executions/team.trig/toggle_${enabled}?wait=true`,
      })
      expect(started.json().state.current).toBe('SUCCESS')
      const { results } = (await get('/team.trig/sched?q=s')).json()
      expect(results[0]).toMatchObject({ triggerId: 's', disabled: !enabled })
    }
    const audit = (await test.send({ url: '/api/v1/main/audit' })).json()
    expect(JSON.stringify(audit)).toMatch(/trigger\.enabled.*trigger\.disabled/)
  })

  it('are listed by flow', async () => {
    expect(expectAnswer(routes.triggers.ofFlow, 200, await get('/team.trig/sched'))).toMatchObject({ total: 2 })
    expect((await get('/team.trig/nope')).json()).toEqual({ results: [], total: 0 })
    expect((await get('/team.trig/sched?q=s2')).json().total).toBe(1)
  })

  it('are a table, too', async () => {
    const answer = await get('/export/by-query/csv?triggerId=s')
    expect(answer.headers['content-type']).toBe('text/csv')
    expect(answer.body.split('\n')[1]).toBe(
      'main,team.trig,sched,s,2026-11-24T09:00:00.000Z,2027-01-01T00:00:00.000Z,,,false',
    )
  })

  it('are disabled and enabled, which is in the audit log', async () => {
    const disabled = expectAnswer(routes.triggers.update, 200, await put('', { ...NAME, disabled: true }))
    expect(disabled).toEqual({ tenantId: 'main', ...NAME, date: '2026-11-24T09:00:00.000Z', disabled: true })
    expect((await put('', { ...NAME, disabled: false, tenant: 'other' })).json()).toMatchObject({
      nextExecutionDate: '2027-01-01T00:00:00.000Z',
      disabled: false,
    })
    const audit = await test.send({ url: '/api/v1/main/audit?targetKind=trigger' })
    expect(audit.json().results.map(({ action }: { action: string }) => action)).toEqual([
      'trigger.enabled',
      'trigger.disabled',
    ])
    const unknown = await put('', { ...NAME, triggerId: 'zz', disabled: true })
    expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'TRIGGER_NOT_FOUND'])
    expect((await put('', { namespace: 'team.trig', disabled: true })).statusCode).toBe(422)
  })

  it('are unlocked and restarted', async () => {
    const unlock = () => post('/team.trig/sched/s/unlock')
    expect((await unlock()).statusCode).toBe(409)
    expect((await post('/team.trig/sched/zz/unlock')).statusCode).toBe(404)
    await put('', { ...NAME, backfill: BACKFILL })
    await test.idle()
    expect((await get('/team.trig/sched?q=s')).json().results[0].executionId).toBeTypeOf('string')
    expect(expectAnswer(routes.triggers.unlock, 200, await unlock())).not.toHaveProperty('executionId')
    expect((await post('/team.trig/sched/s/restart')).statusCode).toBe(200)
  })

  it('are backfilled, paused and freed of it', async () => {
    const start = () => put('', { ...NAME, backfill: { ...BACKFILL, labels: [{ key: 'a', value: 'b' }] } })
    expect(expectAnswer(routes.triggers.update, 200, await start())).toMatchObject({
      nextExecutionDate: '2025-01-01T00:00:00.000Z',
      backfill: {
        start: '2024-01-01T00:00:00.000Z',
        end: '2026-06-01T00:00:00.000Z',
        currentDate: '2024-01-01T00:00:00.000Z',
        paused: false,
        previousNextExecutionDate: '2027-01-01T00:00:00.000Z',
      },
    })
    await test.idle()
    expect((await start()).json().backfill.currentDate).toBe('2025-01-01T00:00:00.000Z')
    expect((await put('/backfill/pause', NAME)).json().backfill.paused).toBe(true)
    expect((await put('/backfill/unpause', NAME)).json().backfill.paused).toBe(false)
    expect((await post('/backfill/delete', NAME)).json()).not.toHaveProperty('backfill')
    for (const answer of [await put('/backfill/pause', NAME), await post('/backfill/delete', NAME)]) {
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'BACKFILL_NOT_FOUND'])
    }
    const wrong = await put('', { ...NAME, backfill: { start: BACKFILL.end, end: BACKFILL.start } })
    expect([wrong.statusCode, wrong.json().code]).toEqual([400, 'BACKFILL_INVALID'])
    expect((await put('', { ...NAME, backfill: { start: 'soon' } })).statusCode).toBe(422)
  })

  it('are changed many at once; those that it does not apply to are passed over', async () => {
    const triggers = [NAME, { ...NAME, triggerId: 'zz' }, { ...NAME, triggerId: 'hook' }]
    const disabled = await post('/set-disabled/by-triggers', { triggers, disabled: true })
    expect(expectAnswer(routes.triggers.setDisabledByTriggers, 200, disabled)).toEqual({ count: 1 })
    const all = await post('/set-disabled/by-query?disabled=false&filters[namespace][EQUALS]=team.trig')
    expect(all.json()).toEqual({ count: 2 })
    expect((await post('/unlock/by-triggers', triggers)).json()).toEqual({ count: 0 })
    expect((await post('/unlock/by-query?namespace=team.trig')).json()).toEqual({ count: 0 })
    await put('', { ...NAME, backfill: BACKFILL })
    expect((await post('/backfill/pause/by-triggers', triggers)).json()).toEqual({ count: 1 })
    expect((await post('/backfill/unpause/by-query?triggerId=s')).json()).toEqual({ count: 1 })
    expect((await post('/backfill/pause/by-query', { filters: [] })).json()).toEqual({ count: 1 })
    expect((await post('/backfill/unpause/by-triggers', triggers)).json()).toEqual({ count: 1 })
    expect((await post('/backfill/delete/by-query?triggerId=s2')).json()).toEqual({ count: 0 })
    expect((await post('/backfill/delete/by-triggers', triggers)).json()).toEqual({ count: 1 })
    expect((await post('/set-disabled/by-query?disabled=perhaps')).statusCode).toBe(422)
  })

  it('are seen and changed by those only who may', async () => {
    expect((await test.send({ as: 'guest', url: `${TRIGGERS}/search` })).statusCode).toBe(403)
    const change = { as: 'reader', method: 'PUT', url: TRIGGERS, payload: { ...NAME, disabled: true } } as const
    expect((await test.send(change)).statusCode).toBe(403)
    expect((await test.send({ as: null, url: `${TRIGGERS}/search` })).statusCode).toBe(401)
  })
})
