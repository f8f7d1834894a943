import { describe, expect, it } from 'vitest'
import { SteppedExecution, TEST_PERSON } from '../../testing/stepped-execution.ts'
import type { TaskRun } from '../task-run.ts'

const LOG = 'io.kestra.plugin.core.log.Log'
const SIDES = `
errors: [ { id: e, type: ${LOG}, message: e } ]
finally: [ { id: f, type: ${LOG}, message: f } ]
afterExecution: [ { id: ae, type: ${LOG}, message: "after {{ execution.state }}" } ]
outputs: [ { id: o, type: STRING, value: x } ]
`

function started(tasks: string): SteppedExecution {
  return new SteppedExecution({ flow: `id: f\nnamespace: company.team\n${tasks}` }).start()
}

describe('a kill', () => {
  it('ends what runs, calls its job off, and runs nothing but `afterExecution`', () => {
    const stepped = started(`tasks: [ { id: busy, type: io.kestra.plugin.core.flow.Sleep, duration: PT1H } ]${SIDES}`)
    expect(stepped.rows.jobs.size).toBe(1)
    stepped.kill()
    expect(stepped.states).toEqual(['busy KILLED', 'ae SUCCESS'])
    expect(stepped.history('busy')).toEqual(['CREATED', 'SUBMITTED', 'RUNNING', 'KILLED'])
    expect(stepped.taskRun('busy').attempts.map((attempt) => attempt.state)).toEqual(['KILLED'])
    expect(stepped.history()).toEqual(['CREATED', 'RUNNING', 'KILLING', 'KILLED'])
    expect(stepped.rows.execution).toMatchObject({ outputs: null, attemptNumber: 1 })
    expect(stepped.rows.audit).toMatchObject([
      { action: 'execution.killed', actor: TEST_PERSON, origin: { door: 'api' }, body: { stateBefore: 'RUNNING' } },
    ])
    expect(stepped.lines).toEqual(['INFO ae: after KILLED'])
  })

  it('takes no result from a worker that was stopped, and keeps what it had logged', () => {
    const stepped = started(`tasks: [ { id: busy, type: io.kestra.plugin.core.flow.Sleep, duration: PT1H } ]`)
    const { id: taskRunId } = stepped.taskRun('busy')
    stepped.kill()
    const { tenant, id: executionId, namespace, flowId } = stepped.rows.execution
    const place = { tenant, executionId, namespace, flowId, taskId: 'busy', taskRunId, attempt: 0, at: 1 }
    const line = { ...place, level: 'INFO', message: 'half done' } as const
    stepped.attemptEnded({ taskRunId, attempt: 0 }, { outputs: { late: true }, logs: [line] })
    expect(stepped.states).toEqual(['busy KILLED'])
    expect(stepped.outputs('busy')).toBeNull()
    expect(stepped.lines).toEqual(['INFO busy: half done'])
    stepped.attemptEnded({ taskRunId, attempt: 1 }, { logs: [line] })
    expect(stepped.lines).toHaveLength(1)
  })

  it('of one that has not begun ends it before anything runs', () => {
    const stepped = new SteppedExecution({
      flow: `id: f\nnamespace: n\ntasks: [ { id: a, type: ${LOG}, message: a } ]`,
    })
    stepped.kill()
    expect(stepped.history()).toEqual(['CREATED', 'KILLING', 'KILLED'])
    stepped.start()
    expect(stepped.states).toEqual([])
  })

  it('of one that has ended changes nothing', () => {
    const stepped = started(`tasks: [ { id: a, type: ${LOG}, message: a } ]`)
    const before = stepped.rows
    stepped.kill()
    expect({ ...stepped.rows, execution: null }).toEqual({ ...before, execution: null })
    expect(stepped.history()).toEqual(['CREATED', 'RUNNING', 'SUCCESS'])
  })

  it('takes back the start of a child that does not exist yet', () => {
    const stepped = started(
      'tasks: [ { id: c, type: io.kestra.plugin.core.flow.Subflow, namespace: n, flowId: child } ]',
    )
    const { id: taskRunId, waiting } = stepped.taskRun('c')
    stepped.kill()
    expect(stepped.rows.jobs.size).toBe(0)
    const childId = waiting?.kind === 'child' ? waiting.executionId : ''
    stepped.run({ kind: 'child-started', taskRunId, childId, namespace: 'n', flowId: 'child' })
    expect(stepped.states).toEqual(['c KILLED'])
  })
})

describe('Exit', () => {
  it.each([
    ['SUCCESS', 'SUCCESS'],
    ['WARNING', 'WARNING'],
    ['FAILED', 'FAILED'],
    ['KILLED', 'KILLED'],
    ['CANCELED', 'CANCELLED'],
  ])('ends its ancestors and the execution in %s', (state, final) => {
    const stepped = started(`
tasks:
  - id: s
    type: io.kestra.plugin.core.flow.Sequential
    tasks:
      - { id: x, type: io.kestra.plugin.core.execution.Exit, state: ${state} }
      - { id: n, type: ${LOG}, message: n }
  - { id: z, type: ${LOG}, message: z }
${SIDES}`)
    expect(stepped.states).toEqual([`s ${final}`, `x ${final}`, 'ae SUCCESS'])
    expect(stepped.history('x')).toEqual(['CREATED', 'RUNNING', final])
    expect(stepped.history()).toEqual(['CREATED', 'RUNNING', final])
    expect(stepped.rows.execution.outputs).toBeNull()
  })

  it('kills what runs beside it, and the child that is waited for', () => {
    const stepped = started(`
tasks:
  - { id: c, type: io.kestra.plugin.core.flow.Subflow, namespace: n, flowId: child }
  - { id: x, type: io.kestra.plugin.core.execution.Exit, state: WARNING }
`)
    const run = stepped.taskRun('c')
    const childId = run.waiting?.kind === 'child' ? run.waiting.executionId : ''
    stepped.run({ kind: 'child-started', taskRunId: run.id, childId, namespace: 'n', flowId: 'child' })
    beginBeside(stepped, 'x')
    stepped.run({ kind: 'continue' })
    expect(stepped.states).toEqual(['c KILLED', 'x WARNING'])
    expect(stepped.rows.execution.state).toBe('WARNING')
    expect(stepped.rows.sent).toMatchObject([
      { executionId: childId, news: { kind: 'kill', origin: { door: 'flow' } } },
    ])
  })

  it('inside `afterExecution` leaves out the rest of it, and the state stands', () => {
    const stepped = started(`
tasks: [ { id: a, type: ${LOG}, message: a } ]
afterExecution:
  - { id: x, type: io.kestra.plugin.core.execution.Exit, state: FAILED }
  - { id: n, type: ${LOG}, message: n }
`)
    expect(stepped.states).toEqual(['a SUCCESS', 'x FAILED'])
    expect(stepped.history()).toEqual(['CREATED', 'RUNNING', 'SUCCESS'])
  })
})

describe('whoever waits for an execution', () => {
  const parent = { executionId: 'parent', taskRunId: 'parent-run' }

  it('is told of its end once, after `afterExecution`', () => {
    const flow = `
id: f
namespace: company.team
tasks: [ { id: a, type: ${LOG}, message: a } ]
afterExecution: [ { id: slow, type: io.kestra.plugin.core.flow.Sleep, duration: PT1S } ]
outputs: [ { id: o, type: STRING, value: x } ]
`
    const stepped = new SteppedExecution({ flow, parent }).start()
    expect(stepped.rows.execution.state).toBe('SUCCESS')
    expect(stepped.rows.sent).toEqual([])
    stepped.endAttempt('slow', { state: 'FAILED' })
    stepped.run({ kind: 'continue' })
    stepped.run({ kind: 'continue' }, { kind: 'continue' })
    const news = { kind: 'child-ended', taskRunId: 'parent-run', state: 'SUCCESS', outputs: { o: 'x' } }
    expect(stepped.rows.sent).toMatchObject([{ executionId: 'parent', news }])
  })
})

/** Begins a task beside those that run, as a Parallel does. */
function beginBeside(stepped: SteppedExecution, taskId: string): void {
  const { execution } = stepped.rows
  const at = stepped.clock.now()
  const run: TaskRun = {
    tenant: execution.tenant,
    id: 'beside',
    executionId: execution.id,
    taskId,
    parentId: null,
    sequence: execution.nextSequence,
    iterationKey: '',
    value: null,
    iteration: null,
    state: 'CREATED',
    histories: [{ state: 'CREATED', at }],
    attempts: [],
    progress: null,
    waiting: null,
  }
  const { progress, nextSequence } = execution
  stepped.rows = {
    ...stepped.rows,
    taskRuns: new Map([...stepped.rows.taskRuns, [run.id, run]]),
    execution: {
      ...execution,
      nextSequence: nextSequence + 1,
      progress: { ...progress, next: progress.next + 1, active: progress.active + 1 },
    },
  }
}
