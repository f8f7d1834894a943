import { p } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import type { Caller } from './client.ts'
import { SHARED_DATABASES, useDatabase } from './testing/databases.testsuite.ts'
import { createScriptedTask } from './testing/scripted-task.ts'

const VACATION = `
id: vacation_approval
namespace: company.team
inputs:
  - { id: employee, type: STRING }
  - { id: start_date, type: DATE }
tasks:
  - id: notify_manager
    type: test.Slack
    url: "{{ secret('SLACK_HR_WEBHOOK') }}"
    payload: |
      {"text": "{{ inputs.employee }} from {{ inputs.start_date }}: {{ appLink('appId') }}"}
  - id: await_decision
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - { id: approved, type: BOOLEAN, description: Approve this request? }
      - { id: reason, type: STRING, description: Decision notes }
  - id: update_hr_system
    type: test.Http
    uri: "{{ kv('HR_API_ENDPOINT') }}/approvals"
    formData:
      employee: "{{ inputs.employee }}"
      status: "{{ outputs.await_decision.onResume.approved ? 'APPROVED' : 'REJECTED' }}"
      notes: "{{ outputs.await_decision.onResume.reason }}"
  - id: handle_rejection
    type: io.kestra.plugin.core.flow.If
    condition: "{{ outputs.await_decision.onResume.approved is false }}"
    then:
      - { id: notify_employee, type: test.Log, message: "Reason: {{ outputs.await_decision.onResume.reason }}" }
`

const MIA: Caller = { tenant: 'main', actor: { kind: 'user', id: 'mia', name: 'Mia' }, origin: { door: 'ui' } }

describe.each(SHARED_DATABASES)('the vacation approval on %s', (kind) => {
  const open = useDatabase(kind)

  async function untilAsked() {
    const { database, harness } = await open()
    const slack = createScriptedTask('test.Slack', { url: p.string(), payload: p.string() })
    const http = createScriptedTask('test.Http', { uri: p.string(), formData: p.map(p.string()) })
    slack.answer(() => ({}))
    http.answer(() => ({ outputs: { code: 200 } }))
    const effects = [slack.task, http.task]
    const secrets = { SLACK_HR_WEBHOOK: 'https://hooks.example/T0/B0/x' }
    const first = await harness({ effects, secrets, idPrefix: 'first' })
    const endpoint = { namespace: 'company.team', key: 'HR_API_ENDPOINT', type: 'STRING', value: 'http://hr' } as const
    await first.engine.client.putKv(first.caller, endpoint)
    await first.save(VACATION)
    const { id } = await first.run('vacation_approval', { values: { employee: 'Ada', start_date: '2026-12-21' } })
    expect(slack.runs[0]?.input).toMatchObject({ url: secrets.SLACK_HR_WEBHOOK })
    expect(slack.runs[0]?.input.payload).toContain(
      `Ada from 2026-12-21: http://localhost:8080/ui/main/executions/${id}`,
    )
    // The process dies while the manager is asked, and another one takes over.
    await database.storage.close()
    const storage = await database.reopen?.()
    if (storage === undefined) throw new Error('This database cannot be opened twice')
    const second = await harness({ storage, effects, secrets, idPrefix: 'second' })
    return { ...second, id, slack, http }
  }

  function answer(approved: string, reason: string) {
    const texts = { approved, reason }
    return new Map(Object.entries(texts).map(([id, text]) => [id, { kind: 'text', text } as const]))
  }

  it('asks, survives the end of its process, and tells the HR system that it was approved', async () => {
    const { engine, id, slack, http, settle, execution, states, audit } = await untilAsked()
    await engine.client.decide(MIA, { address: { executionId: id }, inputs: answer('TRUE', 'enjoy') })
    await settle()
    expect((await execution(id)).state).toBe('SUCCESS')
    expect(await states(id)).toEqual([
      'notify_manager SUCCESS',
      'await_decision SUCCESS',
      'update_hr_system SUCCESS',
      'handle_rejection SUCCESS',
    ])
    expect(slack.runs).toHaveLength(1)
    expect(http.runs[0]?.input).toEqual({
      uri: 'http://hr/approvals',
      formData: { employee: 'Ada', status: 'APPROVED', notes: 'enjoy' },
    })
    expect(await audit()).toContain('approval.decided')
  })

  it('takes the other branch when it was rejected', async () => {
    const { engine, id, http, settle, states, messages } = await untilAsked()
    await engine.client.decide(MIA, { address: { executionId: id }, inputs: answer('false', 'too many away') })
    await settle()
    expect(http.runs[0]?.input).toMatchObject({ formData: { status: 'REJECTED' } })
    expect((await states(id)).at(-1)).toBe('notify_employee SUCCESS')
    expect(await messages(id)).toEqual(['Reason: too many away'])
  })
})

const PAUSE_DEMO = `
id: pause_demo
namespace: demo
tasks:
  - id: initial_logic
    type: io.kestra.plugin.core.log.Log
    message: placeholder for tasks with initial logic before the pause
  - id: wait_for_manual_resume
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - id: status
        type: STRING
`

const RESUME_DEMO = `
id: resume_demo
namespace: demo
tasks:
  - id: entire_downstream_logic
    type: io.kestra.plugin.core.log.Log
    message: can have multiple tasks defined here that should run after the first flow completes
triggers:
  - id: flow
    type: io.kestra.plugin.core.trigger.Flow
    preconditions:
      id: flow1
      flows:
        - flowId: pause_demo
          namespace: demo
          states:
            - SUCCESS
`

describe.each(SHARED_DATABASES)('a flow that goes on in another flow on %s', (kind) => {
  const open = useDatabase(kind)

  function logTask() {
    const log = createScriptedTask('io.kestra.plugin.core.log.Log', { message: p.string() })
    log.answer(() => ({}))
    return log
  }

  it('pauses, is resumed in another process, and what comes after it starts by itself, once', async () => {
    const { database, harness } = await open()
    const log = logTask()
    const first = await harness({ effects: [log.task], idPrefix: 'first' })
    await first.save(PAUSE_DEMO)
    await first.save(RESUME_DEMO)
    const { id } = await first.engine.client.createExecution(first.caller, {
      namespace: 'demo',
      flowId: 'pause_demo',
      inputs: new Map(),
      labels: [],
    })
    await first.settle()
    expect((await first.execution(id)).state).toBe('PAUSED')
    await first.storage.close()
    const storage = await database.reopen?.()
    if (storage === undefined) throw new Error('This database cannot be opened twice')
    const second = await harness({ storage, effects: [log.task], idPrefix: 'second' })
    const inputs = new Map([['status', { kind: 'text', text: 'APPROVED' } as const]])
    await second.engine.client.decide(MIA, { address: { executionId: id }, inputs })
    await second.settle()
    const search = { flowId: [{ operator: 'EQUALS', values: ['resume_demo'] }] } as const
    const { items } = await storage.executions.search('main', search, { page: 1, size: 10, sort: [] })
    expect(items).toMatchObject([
      {
        state: 'SUCCESS',
        trigger: { id: 'flow', variables: { executionId: id, flowId: 'pause_demo', state: 'SUCCESS' } },
        labels: [{ key: 'system.correlationId', value: id }],
      },
    ])
    expect(log.runs.map(({ input }) => input.message)).toEqual([
      'placeholder for tasks with initial logic before the pause',
      'can have multiple tasks defined here that should run after the first flow completes',
    ])
  })

  it('starts nothing when it is killed instead', async () => {
    const { harness } = await open()
    const log = logTask()
    const demo = await harness({ effects: [log.task] })
    await demo.save(PAUSE_DEMO)
    await demo.save(RESUME_DEMO)
    const create = { namespace: 'demo', flowId: 'pause_demo', inputs: new Map(), labels: [] }
    const { id } = await demo.engine.client.createExecution(demo.caller, create)
    await demo.settle()
    await demo.engine.client.kill(demo.caller, id)
    await demo.settle()
    const { total } = await demo.storage.executions.search('main', {}, { page: 1, size: 10, sort: [] })
    expect(total).toBe(1)
  })
})
