import { describe, expect, it } from 'vitest'
import { SteppedExecution, type SteppedOptions } from '../../testing/stepped-execution.ts'

const CORE = 'io.kestra.plugin.core'

function run(body: string, options: Partial<SteppedOptions> = {}): SteppedExecution {
  return new SteppedExecution({ flow: `id: f\nnamespace: company.team\n${body}`, ...options }).start()
}

const listener = (id: string, condition: string) =>
  `  - conditions: [ ${condition} ]\n    tasks: [ { id: ${id}, type: ${CORE}.log.Log, message: "${id} {{ execution.state }}" } ]`
const status = (state: string) => `{ type: ${CORE}.condition.ExecutionStatus, in: [${state}] }`

describe.each([true, false])('listeners (complete: %s)', (complete) => {
  it('run after the end when their conditions hold, after `afterExecution`, in order (cd-listener)', () => {
    const stepped = run(
      `tasks: [ { id: a, type: ${CORE}.log.Log, message: a } ]
afterExecution: [ { id: after, type: ${CORE}.log.Log, message: after } ]
listeners:
${listener('one', status('SUCCESS'))}
${listener('two', status('FAILED'))}
${listener('three', `{ type: ${CORE}.condition.Expression, expression: "{{ flow.id == 'f' }}" }`)}`,
      { complete },
    )
    expect(stepped.states).toEqual(['a SUCCESS', 'after SUCCESS', 'one SUCCESS', 'three SUCCESS'])
    expect(stepped.lines.slice(2)).toEqual(['INFO one: one SUCCESS', 'INFO three: three SUCCESS'])
    expect(stepped.rows.execution).toMatchObject({ state: 'SUCCESS', progress: { branch: 'done' } })
  })

  it('never change the state of the execution, and failing ones do not keep others from running', () => {
    const stepped = run(
      `tasks: [ { id: a, type: ${CORE}.execution.Fail } ]
listeners:
  - tasks: [ { id: one, type: ${CORE}.execution.Fail }, { id: next, type: ${CORE}.log.Log, message: next } ]
${listener('two', status('FAILED'))}`,
      { complete },
    )
    expect(stepped.states).toEqual(['a FAILED', 'one FAILED', 'next SUCCESS', 'two SUCCESS'])
    expect(stepped.history()).toEqual(['CREATED', 'RUNNING', 'FAILED'])
  })

  it('know the attempts of task runs', () => {
    const condition = `{ type: ${CORE}.condition.HasRetryAttempt, in: [FAILED] }`
    const task = `{ id: a, type: ${CORE}.execution.Fail, retry: { type: constant, interval: PT1S, maxAttempts: 2 } }`
    const stepped = run(`tasks: [ ${task} ]\nlisteners:\n${listener('one', condition)}`, { complete })
    stepped.run({ kind: 'retry-due', taskRunId: stepped.taskRun('a').id })
    expect(stepped.states).toEqual(['a FAILED', 'one SUCCESS'])
  })

  it('do not run, with a warning, when a condition cannot be evaluated', () => {
    const condition = `{ type: ${CORE}.condition.Expression, expression: "{{ nope }}" }`
    const stepped = run(
      `tasks: [ { id: a, type: ${CORE}.log.Log, message: a } ]\nlisteners:\n${listener('one', condition)}`,
      {
        complete,
      },
    )
    expect(stepped.states).toEqual(['a SUCCESS'])
    expect(stepped.lines[1]).toContain('WARN -: The conditions of a listener cannot be evaluated')
  })
})
