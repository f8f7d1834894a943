import { describe, expect, it } from 'vitest'
import { SteppedExecution } from '../../testing/stepped-execution.ts'

const LOG = 'io.kestra.plugin.core.log.Log'
const FLOW = 'io.kestra.plugin.core.flow'

function started(onPause: string, rest = ''): SteppedExecution {
  return new SteppedExecution({
    flow: `
id: f
namespace: company.team
tasks:
  - id: gate
    type: ${FLOW}.Pause
    onPause: ${onPause}
  - { id: z, type: ${LOG}, message: z }
${rest}`,
  }).start()
}

describe('the task of `onPause`', () => {
  it('runs while the gate waits, inside of it', () => {
    const stepped = started(`{ id: tell, type: ${LOG}, message: "asked {{ tasks.gate.state }}" }`)
    expect(stepped.rows.execution.state).toBe('PAUSED')
    expect(stepped.states).toEqual(['gate PAUSED', 'tell SUCCESS'])
    expect(stepped.taskRun('tell').parentId).toBe(stepped.taskRun('gate').id)
    expect(stepped.lines).toEqual(['INFO tell: asked PAUSED'])
    stepped.resume('gate')
    expect(stepped.states).toEqual(['gate SUCCESS', 'tell SUCCESS', 'z SUCCESS'])
  })

  it('fails without consequences for the gate', () => {
    const stepped = started('{ id: tell, type: io.kestra.plugin.core.execution.Fail }')
    expect(stepped.states).toEqual(['gate PAUSED', 'tell FAILED'])
    stepped.resume('gate')
    expect(stepped.rows.execution.state).toBe('SUCCESS')
  })

  it('may still run when the answer is there, and when the execution has ended', () => {
    const stepped = started(`{ id: tell, type: ${FLOW}.Sleep, duration: PT1H }`)
    stepped.resume('gate')
    expect(stepped.rows.execution.state).toBe('SUCCESS')
    expect(stepped.states).toEqual(['gate SUCCESS', 'tell RUNNING', 'z SUCCESS'])
    stepped.endAttempt('tell')
    expect(stepped.states).toEqual(['gate SUCCESS', 'tell SUCCESS', 'z SUCCESS'])
  })

  it('is tried again while the gate waits, and no more after the end', () => {
    const retry = 'retry: { type: constant, interval: PT1M }'
    const stepped = started(`{ id: tell, type: io.kestra.plugin.core.execution.Fail, ${retry} }`)
    expect(stepped.states).toEqual(['gate PAUSED', 'tell RETRYING'])
    stepped.run({ kind: 'retry-due', taskRunId: stepped.taskRun('tell').id })
    expect(stepped.taskRun('tell').attempts).toHaveLength(2)
    stepped.resume('gate')
    expect(stepped.states).toEqual(['gate SUCCESS', 'tell CANCELLED', 'z SUCCESS'])
    expect(stepped.rows.timers.size).toBe(0)
  })

  it('is stopped with everything else when the execution is killed', () => {
    const stepped = started(`{ id: tell, type: ${FLOW}.Sleep, duration: PT1H }`)
    stepped.kill()
    expect(stepped.states).toEqual(['gate KILLED', 'tell KILLED'])
    expect(stepped.rows.jobs.size).toBe(0)
  })

  it('runs in each iteration of a loop', () => {
    const stepped = new SteppedExecution({
      flow: `
id: f
namespace: company.team
tasks:
  - id: each
    type: ${FLOW}.ForEach
    values: [a, b]
    concurrencyLimit: 0
    tasks:
      - { id: gate, type: ${FLOW}.Pause, onPause: { id: tell, type: ${LOG}, message: "{{ parent.taskrun.value }}" } }
`,
    }).start()
    expect(stepped.lines).toEqual(['INFO tell: a', 'INFO tell: b'])
    stepped.resume('gate')
    stepped.resume('gate')
    expect(stepped.rows.execution.state).toBe('SUCCESS')
  })
})
