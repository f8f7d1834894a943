import { describe, expect, it } from 'vitest'
import { createRunnableCatalogue, runnableType } from '../../testing/runnable-types.ts'
import { flowOf, SteppedExecution, type SteppedOptions } from '../../testing/stepped-execution.ts'

const CORE = 'io.kestra.plugin.core'
const LOG = `${CORE}.log.Log`
const FAIL = `${CORE}.execution.Fail`

function run(body: string, options: Partial<SteppedOptions> = {}): SteppedExecution {
  return new SteppedExecution({ flow: `id: f\nnamespace: company.team\n${body}`, ...options }).start()
}

describe('a task that only computes', () => {
  it('keeps its outputs and what it said when it fails', () => {
    const partial = runnableType('test.Partial', {}, (_, context) => {
      context.log('WARN', 'half way')
      return { state: 'FAILED', message: 'no further', outputs: { found: 3 } }
    })
    const stepped = run('tasks: [ { id: t, type: test.Partial } ]', { catalogue: createRunnableCatalogue([partial]) })
    expect(stepped.states).toEqual(['t FAILED'])
    expect(stepped.outputs('t')).toEqual({ found: 3 })
    expect(stepped.lines).toEqual(['WARN t: half way', 'ERROR t: no further'])
    expect(stepped.taskRun('t').attempts).toMatchObject([
      { state: 'FAILED', failure: { kind: 'task', code: 'TASK_FAILED', message: 'no further' } },
    ])
  })

  it('says whether an expression or its work failed', () => {
    const stepped = run(`
tasks: [ { id: rendered, type: ${LOG}, message: "{{ nope }}", allowFailure: true }, { id: worked, type: ${FAIL} } ]`)
    const kinds = ['rendered', 'worked'].map((id) => stepped.taskRun(id).attempts[0]?.failure?.kind)
    expect(kinds).toEqual(['expression', 'task'])
  })

  it('that changes the execution fails without having run, and the execution says why', () => {
    const stepped = run(`
variables: { a: 1 }
tasks: [ { id: s, type: ${CORE}.execution.SetVariables, overwrite: false, variables: { a: 2, b: 3 } } ]`)
    expect(stepped.history('s')).toEqual(['CREATED', 'FAILED'])
    expect(stepped.lines).toEqual(['ERROR -: `s` failed: These variables exist: a'])
    expect(stepped.rows.execution.variables).toEqual({ a: 1 })
  })

  it('sees the variables that earlier tasks set and took away', () => {
    const stepped = run(`
variables: { a: 1, b: 2 }
tasks:
  - { id: s, type: ${CORE}.execution.SetVariables, variables: { a: "{{ vars.b + 1 }}", c: x } }
  - { id: u, type: ${CORE}.execution.UnsetVariables, variables: [b, gone] }
  - { id: l, type: ${LOG}, message: "{{ vars }}" }`)
    expect(stepped.lines).toEqual(['INFO l: {"a":"3","c":"x"}'])
  })

  it('sets labels that later tasks see', () => {
    const stepped = run(`
labels: { team: red }
tasks:
  - { id: s, type: ${CORE}.execution.Labels, labels: { team: blue, n: "{{ 1 + 1 }}" } }
  - { id: l, type: ${LOG}, message: "{{ labels.team }} {{ labels.n }}" }`)
    expect(stepped.lines).toEqual(['INFO l: blue 2'])
  })

  it('writes no line below its `logLevel`', () => {
    const stepped = run(`
tasks:
  - { id: a, type: ${LOG}, message: a, level: INFO, logLevel: WARN }
  - { id: b, type: ${LOG}, message: b, level: WARN, logLevel: WARN }`)
    expect(stepped.lines).toEqual(['WARN b: b'])
  })
})

describe('a task that fails', () => {
  it.each([
    ['', 'FAILED', 'FAILED', ['e SUCCESS']],
    ['allowFailure: true,', 'WARNING', 'WARNING', ['z SUCCESS']],
    ['allowWarning: true,', 'FAILED', 'FAILED', ['e SUCCESS']],
    ['allowFailure: true, allowWarning: true,', 'SUCCESS', 'SUCCESS', ['z SUCCESS']],
  ])('is borne as it says: `%s`', (members, state, final, others) => {
    const stepped = run(`
tasks: [ { ${members} id: t, type: ${FAIL} }, { id: z, type: ${LOG}, message: z } ]
errors: [ { id: e, type: ${LOG}, message: e } ]`)
    expect(stepped.states).toEqual([`t ${state}`, ...others])
    expect(stepped.rows.execution.state).toBe(final)
    expect(stepped.taskRun('t').attempts.map((attempt) => attempt.state)).toEqual(['FAILED'])
  })

  it('fails its containers up to one that allows it, each after its own `errors` and `finally`', () => {
    const stepped = run(`
tasks:
  - id: outer
    type: ${CORE}.flow.Sequential
    allowFailure: true
    tasks:
      - id: inner
        type: ${CORE}.flow.Sequential
        tasks: [ { id: t, type: ${FAIL} } ]
        errors: [ { id: ie, type: ${LOG}, message: ie } ]
        finally: [ { id: if, type: ${LOG}, message: if } ]
      - { id: never, type: ${LOG}, message: never }
    errors: [ { id: oe, type: ${LOG}, message: oe } ]
  - { id: z, type: ${LOG}, message: z }
errors: [ { id: e, type: ${LOG}, message: e } ]`)
    expect(stepped.states).toEqual([
      'outer WARNING',
      'inner FAILED',
      't FAILED',
      'ie SUCCESS',
      'if SUCCESS',
      'oe SUCCESS',
      'z SUCCESS',
    ])
    expect(stepped.rows.execution.state).toBe('WARNING')
  })
})

describe('a task that cannot be carried out', () => {
  it('fails when its type is gone, and says what to do', () => {
    const flow = flowOf(`id: f\nnamespace: n\ntasks: [ { id: t, type: ${LOG}, message: t } ]`)
    const stepped = new SteppedExecution({ flow, catalogue: { find: () => undefined, list: () => [] } }).start()
    expect(stepped.states).toEqual(['t FAILED'])
    expect(stepped.lines).toEqual([
      `ERROR t: This server has no task type \`${LOG}\`; install its plugin or change the task`,
    ])
    expect(stepped.taskRun('t').attempts[0]?.failure).toMatchObject({ kind: 'plugin-unavailable' })
  })

  it('fails when the engine does not know how yet', () => {
    const odd = {
      kind: 'flowable',
      type: 'test.Odd',
      aliases: [],
      title: '',
      description: '',
      branches: [],
      properties: {},
    } as const
    const catalogue = createRunnableCatalogue([odd])
    const stepped = run('tasks: [ { id: t, type: test.Odd } ]', { catalogue })
    expect(stepped.states).toEqual(['t FAILED'])
    expect(stepped.lines[0]).toContain('cannot carry out `test.Odd` yet')
  })
})

describe('a task with an effect', () => {
  it('is RUNNING with a job of this process, and nothing of its properties is stored', () => {
    const stepped = run(`tasks: [ { id: t, type: ${CORE}.flow.Sleep, duration: "{{ secret('S') }}" } ]`)
    expect(stepped.history('t')).toEqual(['CREATED', 'SUBMITTED', 'RUNNING'])
    const { id: taskRunId, executionId } = stepped.taskRun('t')
    const job = { kind: 'attempt', taskRunId, executionId, attempt: 0, owner: 'test' }
    expect([...stepped.rows.jobs.values()]).toEqual([{ ...job, tenant: 'main', createdAt: stepped.clock.now() }])
  })

  it('takes the result of its own attempt once', () => {
    const stepped = run(`tasks: [ { id: t, type: ${CORE}.flow.Sleep, duration: PT1S } ]`)
    const { id: taskRunId } = stepped.taskRun('t')
    stepped.attemptEnded({ taskRunId, attempt: 1 }, { outputs: { no: 1 } })
    expect(stepped.states).toEqual(['t RUNNING'])
    stepped.attemptEnded({ taskRunId, attempt: 0 }, { outputs: { yes: 1 }, state: 'WARNING' })
    stepped.attemptEnded({ taskRunId, attempt: 0 }, { outputs: { again: 1 }, state: 'FAILED' })
    expect(stepped.states).toEqual(['t WARNING'])
    expect(stepped.outputs('t')).toEqual({ yes: 1 })
    expect(stepped.rows.execution.state).toBe('WARNING')
  })
})

describe('`runIf`', () => {
  it('that cannot be evaluated fails its task without an attempt', () => {
    const stepped = run(`tasks: [ { id: t, type: ${LOG}, message: t, runIf: "{{ nope }}" } ]`)
    expect(stepped.history('t')).toEqual(['CREATED', 'FAILED'])
    expect(stepped.taskRun('t').attempts).toEqual([])
    expect(stepped.lines[0]).toMatch(/^ERROR t: The runIf condition of `t` cannot be evaluated: /)
  })

  it('of a container skips all that is in it', () => {
    const stepped = run(`
tasks:
  - { id: s, type: ${CORE}.flow.Sequential, runIf: "{{ false }}", tasks: [ { id: a, type: ${LOG}, message: a } ] }
  - { id: z, type: ${LOG}, message: z }`)
    expect(stepped.states).toEqual(['s SKIPPED', 'z SUCCESS'])
    expect(stepped.taskRun('s').attempts.map((attempt) => attempt.state)).toEqual(['SKIPPED'])
  })
})
