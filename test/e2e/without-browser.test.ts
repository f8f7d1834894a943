import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ServerProcess } from '../support/server-process.ts'
import { countersign, startDemo } from './built-product.ts'
import { createDemoClient, type DemoClient } from './demo-client.ts'
import { basicOf, loginOf, type Person, people } from './demo-people.ts'
import { rest } from './rest.ts'

/** Stops in the middle and takes one word from outside, as a flow does that another system lets go on. */
const gate = `
id: pause_demo
namespace: demo
tasks:
  - id: before
    type: io.kestra.plugin.core.log.Log
    message: Everything up to the gate has been done
  - id: wait_for_word
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - id: status
        type: STRING
  - id: after
    type: io.kestra.plugin.core.log.Log
    message: "The word was {{ outputs.wait_for_word.onResume.status }}"
`

let server: ServerProcess
let demo: DemoClient

beforeAll(async () => {
  server = await startDemo()
  demo = createDemoClient(server.baseUrl)
})
afterAll(() => server?.close())

describe('The same by curl', () => {
  const api = (path: string) => `${server.baseUrl}/api/v1/demo${path}`
  let bearer: string
  let executionId: string

  it('a service account saves the flow, starts it, and it waits through a kill of the server', async () => {
    const made = await rest(api('/tokens'), { method: 'POST', as: basicOf(people.ada), json: { name: 'crm' } })
    bearer = `Bearer ${(made.body as { token: string }).token}`
    expect(await rest(api('/flows'), { method: 'POST', as: bearer, yaml: gate })).toMatchObject({ status: 200 })
    const started = await rest(api('/executions/demo/pause_demo'), { method: 'POST', as: bearer })
    executionId = (started.body as { id: string }).id
    await demo.waitForState(executionId, 'PAUSED')

    await server.kill9()
    await server.start()

    expect(await demo.state(executionId)).toBe('PAUSED')
  })

  it("-F 'status=OK' with a Bearer token lets it go on to its end", async () => {
    const answer = await rest(api(`/executions/${executionId}/resume`), {
      method: 'POST',
      as: bearer,
      form: { status: 'OK' },
      headers: { accept: 'application/json' },
    })
    expect([answer.status, answer.body]).toEqual([204, ''])
    await demo.waitForState(executionId, 'SUCCESS')
    expect(await demo.logs(executionId)).toEqual(['Everything up to the gate has been done', 'The word was OK'])
  })

  it('a second answer is refused, and changes nothing', async () => {
    const again = await rest(api(`/executions/${executionId}/resume`), {
      method: 'POST',
      as: bearer,
      form: { status: 'NOT OK' },
    })
    expect(again.status).toBe(409)
    expect(again.body).toMatchObject({ message: expect.stringContaining('crm') })
    expect(await demo.logs(executionId)).not.toContain('The word was NOT OK')
  })

  it('a wrong value names its field and leaves the request open', async () => {
    const vacation = await demo.start('demo.hr/vacation-approval', {
      employee: 'Emma',
      first_day: '2027-07-01',
      last_day: '2027-07-14',
    })
    await demo.openRequest(vacation)
    const answer = await rest(api(`/executions/${vacation}/resume`), {
      method: 'POST',
      as: basicOf(people.max),
      form: { approved: 'perhaps', reason: 'Hm' },
    })
    expect(answer.status).toBe(422)
    expect(JSON.stringify(answer.body)).toContain('approved')
    expect(await demo.state(vacation)).toBe('PAUSED')
  })
})

describe('The same by command line', () => {
  /** Runs a command as somebody of the demo. */
  const as = (person: Person, ...args: readonly string[]) =>
    countersign(args, {
      COUNTERSIGN_URL: server.baseUrl,
      COUNTERSIGN_TENANT: 'demo',
      COUNTERSIGN_USER: loginOf(person),
    })
  let executionId: string
  let requestId: string

  it('an execution is started and found waiting', async () => {
    const inputs = ['-i', 'employee=Emma', '-i', 'first_day=2027-07-01', '-i', 'last_day=2027-07-14']
    const run = await as(people.emma, 'execution', 'run', 'demo.hr', 'vacation-approval', ...inputs, '--output', 'json')
    expect(run).toMatchObject({ code: 0, err: '' })
    executionId = JSON.parse(run.out).id
    requestId = await demo.openRequest(executionId)

    const listed = await as(people.max, 'execution', 'list', '--state', 'PAUSED')
    expect(listed.out).toContain(executionId)
  })

  it('the request is listed and shown with its form', async () => {
    const list = await as(people.max, 'approval', 'list')
    expect(list.code).toBe(0)
    expect(list.out).toMatch(new RegExp(`${requestId} .*May this colleague take the time off`))
    const show = await as(people.max, 'approval', 'show', requestId)
    expect(show.out).toMatch(/reason +STRING, required +A word to your colleague/)
  })

  it('what Emma may not, and what is missing, is refused with exit code 1', async () => {
    const forbidden = await as(people.emma, 'approval', 'decide', requestId, '-i', 'approved=true', '-i', 'reason=Me')
    expect(forbidden).toMatchObject({ code: 1, out: '', err: expect.stringContaining('[FORBIDDEN]') })
    const incomplete = await as(people.max, 'approval', 'decide', requestId, '-i', 'approved=true')
    expect(incomplete.code).toBe(1)
    expect(incomplete.err).toMatch(/^ {2}reason: /m)
    expect(await demo.state(executionId)).toBe('PAUSED')
  })

  it('Max decides, and the log tells of it', async () => {
    const decided = await as(people.max, 'approval', 'decide', requestId, '-i', 'approved=true', '-i', 'reason=Enjoy')
    expect(decided).toMatchObject({ code: 0, err: '' })
    expect(decided.out).toMatch(/^SETTLED: .* by max/i)
    await demo.waitForState(executionId, 'SUCCESS')

    const logs = await as(people.max, 'execution', 'logs', executionId)
    expect(logs.out).toContain('Emma: enjoy your time off')
    const [hr] = await demo.caught('hr')
    expect(hr).toMatchObject({ fields: [{ value: 'Emma' }, { name: 'status', value: 'APPROVED' }, { value: 'Enjoy' }] })
  })

  it('whoever comes second is told who was first, with exit code 1', async () => {
    const late = await as(people.ada, 'approval', 'decide', requestId, '-i', 'approved=false', '-i', 'reason=Late')
    expect(late.code).toBe(1)
    expect(late.err).toMatch(/max/i)
    const show = await as(people.ada, 'approval', 'show', requestId)
    expect(show.out).toMatch(/settled: .* by max/i)
  })

  it('without a login, or with a wrong word, it ends with 2 and says how to call it', async () => {
    const nobody = await countersign(['approval', 'list'], { COUNTERSIGN_URL: server.baseUrl })
    expect(nobody).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--token') })
    expect(await as(people.max, 'approval', 'decied', requestId)).toMatchObject({ code: 2, out: '' })
  })
})
