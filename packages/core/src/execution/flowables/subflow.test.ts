import { describe, expect, it } from 'vitest'
import { SteppedExecution } from '../../testing/stepped-execution.ts'
import type { State } from '../state.ts'

const LOG = 'io.kestra.plugin.core.log.Log'

/** Starts a flow whose first task is a Subflow. */
function started(members = '') {
  const stepped = new SteppedExecution({
    flow: `
id: f
namespace: company.team
tasks:
  - { id: c, type: io.kestra.plugin.core.flow.Subflow, namespace: company.team, flowId: child, ${members} }
  - { id: z, type: ${LOG}, message: "{{ outputs.c.state }}" }
errors: [ { id: e, type: ${LOG}, message: e } ]
`,
  }).start()
  const run = stepped.taskRun('c')
  const childId = run.waiting?.kind === 'child' ? run.waiting.executionId : ''
  const begin = () =>
    stepped.run({ kind: 'child-started', taskRunId: run.id, childId, namespace: 'company.team', flowId: 'child' })
  const end = (state: State, outputs = null) =>
    stepped.run({ kind: 'child-ended', taskRunId: run.id, childId, state, outputs })
  return { stepped, run, childId, begin, end }
}

describe('a Subflow', () => {
  it('chooses the id of its child and asks for its creation', () => {
    const { stepped, run, childId } = started()
    expect(childId).not.toBe('')
    expect(run).toMatchObject({ state: 'CREATED', attempts: [] })
    expect([...stepped.rows.jobs.values()]).toMatchObject([{ kind: 'start-child', taskRunId: run.id, attempt: 0 }])
  })

  it('is RUNNING once its child exists, and links to it', () => {
    const { stepped, childId, begin } = started()
    begin()
    begin()
    expect(stepped.history('c')).toEqual(['CREATED', 'RUNNING'])
    expect(stepped.taskRun('c').attempts.map((attempt) => attempt.state)).toEqual(['RUNNING'])
    expect(stepped.rows.jobs.size).toBe(0)
    const link = `[[link execution="${childId}" flowId="child" namespace="company.team"]]`
    expect(stepped.lines).toEqual([`INFO c: Created new execution ${link}`])
  })

  it('that does not wait is done at once', () => {
    const { stepped, childId, begin, end } = started('wait: false')
    begin()
    expect(stepped.states).toEqual(['c SUCCESS', 'z SUCCESS'])
    expect(stepped.outputs('c')).toEqual({ executionId: childId, state: 'CREATED' })
    end('FAILED')
    expect(stepped.states).toEqual(['c SUCCESS', 'z SUCCESS'])
  })

  it.each<[string, State, readonly State[], State]>([
    ['', 'SUCCESS', ['SUCCESS'], 'SUCCESS'],
    ['', 'WARNING', ['WARNING'], 'WARNING'],
    ['', 'FAILED', ['FAILED'], 'FAILED'],
    ['', 'KILLED', ['KILLED'], 'KILLED'],
    ['', 'CANCELLED', ['SUCCESS'], 'SUCCESS'],
    ['transmitFailed: false', 'FAILED', ['FAILED', 'SUCCESS'], 'SUCCESS'],
    ['transmitFailed: false', 'WARNING', ['SUCCESS'], 'SUCCESS'],
    ['transmitFailed: false', 'KILLED', ['SUCCESS'], 'SUCCESS'],
    ['allowFailure: true', 'FAILED', ['FAILED', 'WARNING'], 'WARNING'],
    ['allowFailure: true, allowWarning: true', 'FAILED', ['FAILED', 'SUCCESS'], 'SUCCESS'],
    ['allowWarning: true', 'WARNING', ['SUCCESS'], 'SUCCESS'],
  ])('with `%s` takes over the end %s of its child', (members, childState, history, state) => {
    const { stepped, childId, begin, end } = started(members)
    begin()
    end(childState)
    end('SUCCESS')
    expect(stepped.history('c')).toEqual(['CREATED', 'RUNNING', ...history])
    expect(stepped.taskRun('c').attempts.map((attempt) => attempt.state)).toEqual([history.at(-1)])
    expect(stepped.outputs('c')).toEqual({ executionId: childId, state: childState })
    expect(stepped.rows.execution.state).toBe(state)
  })

  it('fails from CREATED when its child cannot be created, and `errors` run', () => {
    const { stepped, run, begin } = started()
    stepped.run({ kind: 'child-refused', taskRunId: run.id, message: 'there is no flow `child`' })
    begin()
    expect(stepped.history('c')).toEqual(['CREATED', 'FAILED'])
    expect(stepped.states).toEqual(['c FAILED', 'e SUCCESS'])
    expect(stepped.lines).toEqual([
      'ERROR c: there is no flow `child`',
      'ERROR -: there is no flow `child`',
      'INFO e: e',
    ])
    expect(stepped.taskRun('c').attempts).toMatchObject([{ state: 'FAILED', failure: { code: 'SUBFLOW_REFUSED' } }])
  })

  it('takes no news of another child', () => {
    const { stepped, run, begin } = started()
    begin()
    stepped.run({ kind: 'child-ended', taskRunId: run.id, childId: 'another', state: 'SUCCESS', outputs: null })
    expect(stepped.states).toEqual(['c RUNNING'])
  })
})
