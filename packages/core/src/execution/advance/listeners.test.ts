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

  describe('may ask for what their conditions need', () => {
    const asks = `{ type: ${CORE}.condition.Expression, expression: "{{ kv('k') == 'yes' }}" }`
    const sleep = `{ id: s, type: ${CORE}.flow.Sleep, duration: PT1S }`
    const answers = { 'kv(company.team, k)': 'yes' }

    it('after a kill', () => {
      const stepped = run(`tasks: [ ${sleep} ]\nlisteners:\n${listener('one', asks)}`, { complete, answers })
      stepped.kill()
      expect(stepped.states).toEqual(['s KILLED', 'one SUCCESS'])
      expect(stepped.history()).toEqual(['CREATED', 'RUNNING', 'KILLING', 'KILLED'])
      expect(stepped.rows.execution.progress.branch).toBe('done')
    })

    it('after a promise that was broken', () => {
      const sla = `sla: [ { id: late, type: MAX_DURATION, duration: PT1S, behavior: FAIL, labels: { late: "yes" } } ]`
      const stepped = run(`tasks: [ ${sleep} ]\n${sla}\nlisteners:\n${listener('one', asks)}`, { complete, answers })
      stepped.run({ kind: 'sla-expired', slaId: 'late' })
      expect(stepped.states).toEqual(['s KILLED', 'one SUCCESS'])
    })

    it.each(['CANCEL', 'FAIL'] as const)('after a start that was refused: %s', (refusal) => {
      const flow = `id: f\nnamespace: company.team\ntasks: [ ${sleep} ]\nlisteners:\n${listener('one', asks)}`
      const stepped = new SteppedExecution({ flow, complete, answers })
      stepped.run({ kind: 'start', refusal })
      expect(stepped.states).toEqual(['one SUCCESS'])
    })

    it('after an Exit, which lets no further task begin', () => {
      const exit = `{ id: x, type: ${CORE}.execution.Exit }`
      const next = `{ id: n, type: ${CORE}.log.Log, message: n }`
      const stepped = run(`tasks: [ ${exit}, ${next} ]\nlisteners:\n${listener('one', asks)}`, { complete, answers })
      expect(stepped.states).toEqual(['x SUCCESS', 'one SUCCESS'])
      const after = `afterExecution: [ ${exit}, ${next} ]\nlisteners:\n${listener('one', asks)}`
      const stopped = run(`tasks: [ { id: a, type: ${CORE}.log.Log, message: a } ]\n${after}`, { complete, answers })
      expect(stopped.states).toEqual(['a SUCCESS', 'x SUCCESS', 'one SUCCESS'])
    })
  })
})
