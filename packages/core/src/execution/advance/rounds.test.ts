import { describe, expect, it } from 'vitest'
import { SteppedExecution } from '../../testing/stepped-execution.ts'
import { replay, restart } from '../restart/restarting.testsuite.ts'

const FLOW = 'io.kestra.plugin.core.flow'
const LOG = 'io.kestra.plugin.core.log.Log'
const FAIL = 'io.kestra.plugin.core.execution.Fail'

function started(body: string, complete = true, answers = {}): SteppedExecution {
  return new SteppedExecution({ flow: `id: f\nnamespace: company.team\n${body}`, complete, answers }).start()
}

function nextRound(stepped: SteppedExecution, taskId: string): void {
  stepped.run({ kind: 'round-due', taskRunId: stepped.taskRun(taskId).id })
}

/** Each of these was found by comparing the engine with the reference model. */
describe('loops', () => {
  const rounds = `
tasks:
  - id: loop
    type: ${FLOW}.LoopUntil
    condition: "{{ outputs.loop.iterationCount > 2 }}"
    tasks: [ { id: a, type: ${LOG}, message: a } ]
`

  it('a LoopUntil begins its next round when the round before is not in memory', () => {
    const stepped = started(rounds, false)
    nextRound(stepped, 'loop')
    expect(stepped.states).toEqual(['loop SUCCESS', 'a SUCCESS'])
    expect(stepped.taskRun('a').iterationKey).toBe('1')
  })

  it('a LoopUntil begins its next round without the outputs of the round before', () => {
    const stepped = started(`
tasks:
  - id: loop
    type: ${FLOW}.LoopUntil
    condition: "{{ outputs.loop.iterationCount > 2 }}"
    tasks:
      - { id: a, type: ${LOG}, message: "{{ outputs | keys }}" }
      - { id: b, type: io.kestra.plugin.core.debug.Return, format: b }
`)
    nextRound(stepped, 'loop')
    expect(stepped.lines.filter((line) => line.startsWith('INFO a'))).toEqual(['INFO a: ["loop"]', 'INFO a: ["loop"]'])
  })

  it('a LoopUntil that has to ask does not ask for ever', () => {
    const stepped = started(
      `
tasks:
  - { id: first, type: io.kestra.plugin.core.debug.Return, format: "3" }
  - id: loop
    type: ${FLOW}.LoopUntil
    condition: "{{ kv('k') == 'yes' and outputs.loop.iterationCount > 1 }}"
    tasks: [ { id: a, type: ${LOG}, message: a } ]
`,
      false,
      { 'kv(company.team, k)': 'yes' },
    )
    expect(stepped.rows.execution.state).toBe('SUCCESS')
    expect(stepped.outputs('loop')).toEqual({ iterationCount: 2 })
  })

  it('a LoopUntil in afterExecution repeats without bringing the execution back to life', () => {
    const stepped = started(
      `tasks: [ { id: z, type: ${LOG}, message: z } ]\n${rounds.replace('tasks:', 'afterExecution:')}`,
    )
    expect(stepped.rows.execution.state).toBe('SUCCESS')
    expect(stepped.states).toEqual(['z SUCCESS', 'loop PAUSED', 'a SUCCESS'])
    nextRound(stepped, 'loop')
    expect(stepped.history()).toEqual(['CREATED', 'RUNNING', 'SUCCESS'])
    expect(stepped.rows.execution.progress.branch).toBe('done')
  })

  it('a new round stops what a gate of the round before still runs', () => {
    const stepped = started(`
tasks:
  - id: loop
    type: ${FLOW}.LoopUntil
    condition: "{{ outputs.loop.iterationCount > 2 }}"
    tasks: [ { id: gate, type: ${FLOW}.Pause, onPause: { id: tell, type: ${FLOW}.Sleep, duration: PT1H } } ]
`)
    stepped.resume('gate')
    expect(stepped.states).toEqual(['loop PAUSED', 'gate SUCCESS', 'tell RUNNING'])
    nextRound(stepped, 'loop')
    expect(stepped.states).toEqual(['loop RUNNING', 'gate PAUSED', 'tell RUNNING'])
    expect(stepped.rows.jobs.size).toBe(1)
  })

  it('a LoopUntil may be the task of a ForEach whose values run side by side', () => {
    const stepped = started(`
tasks:
  - id: each
    type: ${FLOW}.ForEach
    values: [x, y]
    concurrencyLimit: 0
    tasks:
      - id: loop
        type: ${FLOW}.LoopUntil
        condition: "false"
        checkFrequency: { maxIterations: 2 }
        tasks: [ { id: a, type: ${LOG}, message: a } ]
      - { id: after, type: ${LOG}, message: "{{ taskrun.value }}" }
`)
    for (const run of stepped.taskRuns.filter((one) => one.state === 'PAUSED')) {
      stepped.run({ kind: 'round-due', taskRunId: run.id })
    }
    for (const run of stepped.taskRuns.filter((one) => one.state === 'PAUSED')) {
      stepped.run({ kind: 'round-due', taskRunId: run.id })
    }
    expect(stepped.rows.execution.state).toBe('SUCCESS')
    expect(stepped.lines.filter((line) => line.startsWith('INFO after'))).toEqual(['INFO after: x', 'INFO after: y'])
  })

  it('a loop whose values have to be asked for begins when they are there', () => {
    const stepped = started(
      `tasks: [ { id: each, type: ${FLOW}.ForEach, values: "{{ kv('k') }}", tasks: [ { id: a, type: ${LOG}, message: a } ] } ]`,
      true,
      { 'kv(company.team, k)': ['x', 'y'] },
    )
    expect(stepped.states).toEqual(['each SUCCESS', 'a SUCCESS', 'a SUCCESS'])
    const failed = started(
      `tasks: [ { id: each, type: ${FLOW}.ForEach, values: "{{ kv('k') }}", tasks: [ { id: a, type: ${LOG}, message: a } ] } ]`,
    )
    expect(failed.states).toEqual(['each FAILED'])
  })

  it('a ForEach without a limit whose tasks are all disabled has nothing to do', () => {
    const tasks = `[ { id: a, type: ${LOG}, message: a, disabled: true } ]`
    const stepped = started(
      `tasks: [ { id: each, type: ${FLOW}.ForEach, values: [x], concurrencyLimit: 0, tasks: ${tasks} } ]`,
    )
    expect(stepped.states).toEqual(['each SUCCESS'])
  })
})

describe('restart and replay', () => {
  it('a LoopUntil that gave up judges anew when one of its tasks is replayed', () => {
    const stepped = started(`
tasks:
  - id: loop
    type: ${FLOW}.LoopUntil
    condition: "false"
    failOnMaxReached: true
    checkFrequency: { maxIterations: 1 }
    tasks: [ { id: a, type: ${LOG}, message: a }, { id: b, type: ${LOG}, message: b } ]
`)
    expect(stepped.states).toEqual(['loop FAILED', 'a SUCCESS', 'b SUCCESS'])
    expect(replay(stepped, 'a').states).toEqual(['loop FAILED', 'a SUCCESS', 'b SUCCESS'])
  })

  it('what waits beside a replayed task starts again in the copy, which has neither its worker nor its request', () => {
    const stepped = started(`
tasks:
  - id: side
    type: ${FLOW}.Parallel
    tasks:
      - { id: a, type: ${LOG}, message: a }
      - { id: gate, type: ${FLOW}.Pause }
      - { id: busy, type: ${FLOW}.Sleep, duration: PT1H }
`)
    expect(stepped.states).toEqual(['side RUNNING', 'a SUCCESS', 'gate PAUSED', 'busy RUNNING'])
    const copy = replay(stepped, 'a')
    expect(copy.states).toEqual(['side RUNNING', 'a SUCCESS', 'gate PAUSED', 'busy RUNNING'])
    copy.endAttempt('busy')
    copy.resume('gate')
    expect(copy.rows.execution.state).toBe('SUCCESS')
  })

  it('what a gate still runs beside itself is not copied', () => {
    const stepped = started(`
tasks:
  - { id: gate, type: ${FLOW}.Pause, onPause: { id: tell, type: ${FLOW}.Sleep, duration: PT1H } }
  - { id: z, type: ${LOG}, message: z }
`)
    stepped.resume('gate')
    expect(replay(stepped, 'z').states).toEqual(['gate SUCCESS', 'z SUCCESS'])
  })

  it('an execution that was RETRIED is not restarted: another one takes its place', () => {
    const stepped = started(`
retry: { type: constant, interval: PT1M, maxAttempts: 2, behavior: CREATE_NEW_EXECUTION }
tasks: [ { id: each, type: ${FLOW}.ForEach, values: "{{ nope }}", tasks: [ { id: a, type: ${LOG}, message: a } ] } ]
finally: [ { id: f, type: ${FAIL} } ]
`)
    expect(stepped.rows.execution.state).toBe('RETRIED')
    expect(() => restart(stepped)).toThrow('another execution takes its place')
  })

  it('what a gate runs beside itself never begins the execution anew', () => {
    const stepped = started(`
retry: { type: constant, interval: PT1M, maxAttempts: 3, behavior: CREATE_NEW_EXECUTION }
tasks: [ { id: gate, type: ${FLOW}.Pause, onPause: { id: tell, type: ${FAIL} } } ]
`)
    expect(stepped.states).toEqual(['gate PAUSED', 'tell FAILED'])
    expect(stepped.rows.execution.state).toBe('PAUSED')
  })

  it('a Subflow in a copy begins a child of its own when the copy is restarted', () => {
    const stepped = started(`
tasks: [ { id: c, type: ${FLOW}.Subflow, namespace: company.team, flowId: child } ]
finally: [ { id: f, type: ${LOG}, message: f } ]
`)
    const { id: taskRunId, waiting } = stepped.taskRun('c')
    const childId = waiting?.kind === 'child' ? waiting.executionId : ''
    stepped.run({ kind: 'child-started', taskRunId, childId, namespace: 'company.team', flowId: 'child' })
    stepped.run({ kind: 'child-ended', taskRunId, childId, state: 'FAILED', outputs: null })
    expect(stepped.rows.execution.state).toBe('FAILED')
    stepped.clock.advance(1)
    const copy = replay(stepped, 'f')
    restart(copy)
    const again = copy.taskRun('c').waiting
    expect(again).toMatchObject({ kind: 'child' })
    expect(again).not.toEqual({ kind: 'child', executionId: childId })
  })
})
