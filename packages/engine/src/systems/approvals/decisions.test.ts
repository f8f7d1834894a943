import type { RawInputs } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import type { Answer, Caller } from '../../client.ts'
import { DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'
import type { EngineHarness } from '../../testing/harness.ts'

const VACATION = `
id: vacation
namespace: company.team
tasks:
  - id: gate
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - { id: approved, type: BOOLEAN }
      - { id: reason, type: STRING, required: false }
  - { id: say, type: test.Log, message: "approved {{ outputs.gate.onResume.approved }}" }
`

const TWO_GATES = `
id: two_gates
namespace: company.team
tasks:
  - { id: first, type: io.kestra.plugin.core.flow.Pause }
  - { id: second, type: io.kestra.plugin.core.flow.Pause }
`

function form(values: Readonly<Record<string, string>>): RawInputs {
  return new Map(Object.entries(values).map(([id, text]) => [id, { kind: 'text', text }]))
}

function callerNamed(name: string): Caller {
  return { tenant: 'main', actor: { kind: 'user', id: name.toLowerCase(), name }, origin: { door: 'ui' } }
}

function answerOf(executionId: string, values: Readonly<Record<string, string>>, more: Partial<Answer> = {}): Answer {
  return { address: { executionId }, inputs: form(values), ...more }
}

describe.each(DATABASES)('decisions on %s', (kind) => {
  const open = useDatabase(kind)

  async function paused(flow: string, id: string): Promise<EngineHarness & { readonly executionId: string }> {
    const harness = await (await open()).harness()
    await harness.save(flow)
    const execution = await harness.run(id)
    return { ...harness, executionId: execution.id }
  }

  it('waits as a row, and goes on with the answer of a person in one commit', async () => {
    const { engine, execution, executionId, requests, outputs, messages, audit, settle } = await paused(
      VACATION,
      'vacation',
    )
    expect((await execution(executionId)).state).toBe('PAUSED')
    const [request] = await requests(executionId)
    expect(request).toMatchObject({ status: 'OPEN', taskId: 'gate', round: 1, version: 1 })
    const given = await engine.client.decide(
      callerNamed('Mia'),
      answerOf(executionId, { approved: 'true', reason: 'enjoy' }),
    )
    expect(given).toMatchObject({
      replayed: false,
      request: { status: 'SETTLED', settlement: { by: { name: 'Mia' } } },
    })
    await settle()
    const ended = await execution(executionId)
    expect(ended.state).toBe('SUCCESS')
    expect(ended.histories.map((entry) => entry.state)).toEqual([
      'CREATED',
      'RUNNING',
      'PAUSED',
      'RESTARTED',
      'RUNNING',
      'SUCCESS',
    ])
    expect(await outputs(executionId, 'gate')).toMatchObject({
      onResume: { approved: true, reason: 'enjoy' },
      resumed: { by: 'Mia', to: 'SUCCESS' },
    })
    expect(await messages(executionId)).toEqual(['approved true'])
    expect(await audit()).toEqual([
      'flow.created',
      'execution.created',
      'execution.paused',
      'approval.requested',
      'approval.decided',
    ])
  })

  it('leaves the request open after a wrong value, says which field, and records the refusal', async () => {
    const { engine, execution, executionId, requests, audit } = await paused(VACATION, 'vacation')
    const wrong = engine.client.decide(callerNamed('Mia'), answerOf(executionId, { approved: 'maybe' }))
    await expect(wrong).rejects.toMatchObject({ code: 'INPUT_INVALID', fields: [{ field: 'approved' }] })
    expect((await requests(executionId))[0]).toMatchObject({ status: 'OPEN', version: 1 })
    expect((await execution(executionId)).state).toBe('PAUSED')
    expect((await audit()).at(-1)).toBe('approval.refused')
    await engine.client.decide(callerNamed('Mia'), answerOf(executionId, { approved: 'true' }))
    expect((await requests(executionId))[0]?.status).toBe('SETTLED')
  })

  it('lets exactly one of twenty answers at once win, and tells the others who did', async () => {
    const { engine, executionId, messages, audit, settle } = await paused(VACATION, 'vacation')
    const names = Array.from({ length: 20 }, (_, index) => `P${index}`)
    const answers = await Promise.allSettled(
      names.map((name) => engine.client.decide(callerNamed(name), answerOf(executionId, { approved: 'true' }))),
    )
    await settle()
    const won = answers.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    const lost = answers.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    expect(won).toHaveLength(1)
    expect(lost).toHaveLength(19)
    const winner = won[0]?.request.settlement?.by
    for (const error of lost) {
      expect(error).toMatchObject({ code: 'APPROVAL_ALREADY_DECIDED', details: { settledBy: winner } })
    }
    expect(await messages(executionId)).toEqual(['approved true'])
    const actions = await audit()
    expect(actions.filter((action) => action === 'approval.decided')).toHaveLength(1)
    expect(actions.filter((action) => action === 'approval.late')).toHaveLength(19)
  })

  it('gives the first answer again under the same idempotency key, and refuses another answer under it', async () => {
    const { engine, executionId, audit } = await paused(VACATION, 'vacation')
    const mia = callerNamed('Mia')
    const answer = answerOf(executionId, { approved: 'true' }, { idempotencyKey: 'k1' })
    const [first, twin] = await Promise.all([engine.client.decide(mia, answer), engine.client.decide(mia, answer)])
    expect([first.replayed, twin.replayed].sort()).toEqual([false, true])
    const again = await engine.client.decide(mia, answer)
    expect(again).toMatchObject({
      replayed: true,
      request: { id: first.request.id, settlement: { by: { name: 'Mia' } } },
    })
    const other = answerOf(executionId, { approved: 'false' }, { idempotencyKey: 'k1' })
    await expect(engine.client.decide(mia, other)).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' })
    expect((await audit()).filter((action) => action === 'approval.decided')).toHaveLength(1)
  })

  it('replays an answer that was addressed to its execution, although the next request is open by now', async () => {
    const { engine, executionId, requests, settle } = await paused(TWO_GATES, 'two_gates')
    const mia = callerNamed('Mia')
    const answer: Answer = { address: { executionId }, inputs: null, idempotencyKey: 'k1' }
    const first = await engine.client.decide(mia, answer)
    await settle()
    expect(await engine.client.decide(mia, answer)).toMatchObject({ replayed: true, request: { id: first.request.id } })
    expect((await requests(executionId)).map((request) => `${request.taskId} ${request.status}`)).toEqual([
      'first SETTLED',
      'second OPEN',
    ])
  })

  it('refuses an answer to a version that nobody sees any more, and an outcome that is not offered', async () => {
    const { engine, executionId, requests } = await paused(VACATION, 'vacation')
    const [request] = await requests(executionId)
    const address = { requestId: request?.id ?? '' }
    const mia = callerNamed('Mia')
    const inputs = form({ approved: 'true' })
    const decide = (more: Partial<Answer>) => engine.client.decide(mia, { address, inputs, ...more })
    await expect(decide({ ifVersion: 9 })).rejects.toMatchObject({ code: 'APPROVAL_CHANGED' })
    await expect(decide({ outcome: 'maybe' })).rejects.toMatchObject({ code: 'APPROVAL_OUTCOME_UNKNOWN' })
    await expect(decide({ address: { requestId: 'nothing' } })).rejects.toMatchObject({ code: 'APPROVAL_NOT_FOUND' })
    expect(await decide({ ifVersion: 1, comment: 'fine' })).toMatchObject({
      request: { settlement: { comment: 'fine', door: 'ui' } },
    })
  })

  it('answers without a form when the door carries none, and then writes no form', async () => {
    const { engine, executionId, outputs } = await paused(VACATION, 'vacation')
    await engine.client.decide(callerNamed('Mia'), { address: { executionId }, inputs: null })
    expect(await outputs(executionId, 'gate')).toEqual({
      resumed: { by: 'Mia', on: expect.any(String), to: 'SUCCESS' },
    })
  })

  it('says what an execution is doing when nothing of it waits', async () => {
    const { engine, save, run, caller } = await (await open()).harness()
    await save('{ id: plain, namespace: company.team, tasks: [{ id: a, type: test.Log, message: hi }] }')
    const { id } = await run('plain')
    const answer: Answer = { address: { executionId: id }, inputs: null }
    await expect(engine.client.decide(caller, answer)).rejects.toMatchObject({ code: 'EXECUTION_NOT_PAUSED' })
    const nowhere: Answer = { address: { executionId: 'nothing' }, inputs: null }
    await expect(engine.client.decide(caller, nowhere)).rejects.toMatchObject({ code: 'EXECUTION_NOT_FOUND' })
  })

  it('lets the deadline answer for people, once, and never after them', async () => {
    const { engine, save, run, execution, requests, advance, audit } = await (await open()).harness()
    await save(`
id: deadline
namespace: company.team
tasks:
  - { id: gate, type: io.kestra.plugin.core.flow.Pause, pauseDuration: PT1H, behavior: FAIL }
`)
    const late = await run('deadline')
    const answered = await run('deadline')
    await engine.client.decide(callerNamed('Mia'), { address: { executionId: answered.id }, inputs: null })
    await advance(3_599_999)
    expect((await execution(late.id)).state).toBe('PAUSED')
    await advance(1)
    expect((await execution(late.id)).state).toBe('FAILED')
    expect((await requests(late.id))[0]).toMatchObject({ status: 'EXPIRED', settlement: { by: { kind: 'system' } } })
    expect((await execution(answered.id)).state).toBe('SUCCESS')
    expect((await requests(answered.id))[0]?.status).toBe('SETTLED')
    expect((await audit()).filter((action) => action === 'approval.expired')).toHaveLength(1)
  })

  it('reports how a form stands before it is sent', async () => {
    const { engine, executionId } = await paused(VACATION, 'vacation')
    const reports = await engine.client.reportAnswer('main', { executionId }, form({ approved: 'maybe' }))
    expect(reports.map((report) => [report.input.id, report.errors.length])).toEqual([
      ['approved', 1],
      ['reason', 0],
    ])
  })
})
