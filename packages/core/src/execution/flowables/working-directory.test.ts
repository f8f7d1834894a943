import { describe, expect, it } from 'vitest'
import { SteppedExecution } from '../../testing/stepped-execution.ts'
import { replay, restart } from '../restart/restarting.testsuite.ts'

const LOG = 'io.kestra.plugin.core.log.Log'
const RETURN = 'io.kestra.plugin.core.debug.Return'
const FAIL = 'io.kestra.plugin.core.execution.Fail'
const SLEEP = 'io.kestra.plugin.core.flow.Sleep'

/** A flow with a WorkingDirectory `w`. */
function flowWith(members: string, more = ''): string {
  return `
id: f
namespace: company.team
tasks:
  - id: w
    type: io.kestra.plugin.core.flow.WorkingDirectory
${members.replace(/^/gm, '    ')}
${more}
`
}

function start(members: string, more = ''): SteppedExecution {
  return new SteppedExecution({ flow: flowWith(members, more) }).start()
}

/** Ends the job that a worker has of the WorkingDirectory. */
function endWork(stepped: SteppedExecution, result: Parameters<SteppedExecution['attemptEnded']>[1] = {}): void {
  const run = stepped.taskRun('w')
  const job = [...stepped.rows.jobs.values()].find((one) => one.taskRunId === run.id)
  if (job === undefined) throw new Error('no worker has a job of it')
  stepped.attemptEnded(job, result)
}

const ALL = `
inputFiles: { a.txt: a }
outputFiles: ["*.txt"]
tasks:
  - { id: r, type: ${RETURN}, format: r }
  - { id: s, type: ${RETURN}, format: "{{ outputs.r.value }}s" }`

describe('a WorkingDirectory', () => {
  it('begins at once when there is nothing to prepare, and nobody submits its tasks', () => {
    const stepped = start(`tasks: [ { id: r, type: ${RETURN}, format: r }, { id: e, type: ${SLEEP}, duration: PT1S } ]`)
    expect(stepped.history('r')).toEqual(['CREATED', 'RUNNING', 'SUCCESS'])
    expect(stepped.history('e')).toEqual(['CREATED', 'RUNNING'])
    stepped.endAttempt('e')
    expect(stepped.states).toEqual(['w SUCCESS', 'r SUCCESS', 'e SUCCESS'])
    expect(stepped.history('w')).toEqual(['CREATED', 'RUNNING', 'SUCCESS'])
  })

  it('has a worker fill the directory, then its tasks, then a worker store the files', () => {
    const stepped = start(ALL)
    expect(stepped.states).toEqual(['w RUNNING'])
    expect(stepped.taskRun('w').waiting).toEqual({ kind: 'work', phase: 'prepare' })
    endWork(stepped)
    expect(stepped.states).toEqual(['w RUNNING', 'r SUCCESS', 's SUCCESS'])
    expect(stepped.taskRun('w').waiting).toEqual({ kind: 'work', phase: 'capture' })
    endWork(stepped, { outputs: { outputFiles: { 'a.txt': 'kestra:///a.txt' } } })
    expect(stepped.outputs('w')).toEqual({ outputFiles: { 'a.txt': 'kestra:///a.txt' } })
    expect(stepped.rows.execution.state).toBe('SUCCESS')
    expect(stepped.taskRun('w').attempts.map(({ state }) => state)).toEqual(['SUCCESS'])
  })

  it('takes the result of a phase once', () => {
    const stepped = start(ALL)
    const [job] = stepped.rows.jobs.values()
    endWork(stepped)
    if (job !== undefined) stepped.attemptEnded(job, { state: 'FAILED' })
    expect(stepped.taskRun('w').state).toBe('RUNNING')
  })

  it('fails when its directory cannot be filled: no task begins, nothing is stored, `errors` run', () => {
    const stepped = start(`${ALL}\nerrors: [ { id: e, type: ${LOG}, message: e } ]`)
    endWork(stepped, { state: 'FAILED' })
    expect(stepped.states).toEqual(['w FAILED', 'e SUCCESS'])
    expect(stepped.rows.jobs.size).toBe(0)
  })

  it('stores files also when a task has failed', () => {
    const stepped = start(
      `outputFiles: ["*"]\ntasks: [ { id: x, type: ${FAIL} }, { id: n, type: ${LOG}, message: n } ]`,
    )
    expect(stepped.states).toEqual(['w RUNNING', 'x FAILED'])
    endWork(stepped, { outputs: { outputFiles: { a: 'kestra:///a' } } })
    expect(stepped.states).toEqual(['w FAILED', 'x FAILED'])
    expect(stepped.outputs('w')).toEqual({ outputFiles: { a: 'kestra:///a' } })
  })

  it('fails when its files cannot be stored, and `allowFailure` tolerates that', () => {
    const stepped = start(`allowFailure: true\n${ALL}`)
    endWork(stepped)
    endWork(stepped, { state: 'FAILED' })
    expect(stepped.states).toEqual(['w WARNING', 'r SUCCESS', 's SUCCESS'])
  })

  it.each(['prepare', 'capture'])('is killed while a worker is at it (%s), and its log stays', (phase) => {
    const stepped = start(ALL)
    if (phase === 'capture') endWork(stepped)
    const [job] = stepped.rows.jobs.values()
    stepped.kill()
    expect(stepped.taskRun('w')).toMatchObject({ state: 'KILLED', waiting: null })
    expect(stepped.rows.jobs.size).toBe(0)
    const { tenant, executionId, taskId, id: taskRunId } = stepped.taskRun('w')
    const line = { tenant, executionId, taskId, taskRunId, namespace: 'n', flowId: 'f', attempt: 0, at: 0 }
    if (job !== undefined) {
      stepped.attemptEnded(job, { state: 'KILLED', logs: [{ ...line, level: 'INFO', message: 'was at it' }] })
    }
    expect(stepped.lines).toContain('INFO w: was at it')
  })

  it('retries a task inside of itself (deviation of re-wd)', () => {
    const stepped = start(`tasks:
  - { id: x, type: ${SLEEP}, duration: PT1S, retry: { type: constant, interval: PT1S, maxAttempts: 3 } }
  - { id: r, type: ${RETURN}, format: r }`)
    stepped.endAttempt('x', { state: 'FAILED' })
    stepped.run({ kind: 'retry-due', taskRunId: stepped.taskRun('x').id })
    stepped.endAttempt('x')
    expect(stepped.states).toEqual(['w SUCCESS', 'x SUCCESS', 'r SUCCESS'])
    expect(stepped.history('x')).toEqual(['CREATED', 'RUNNING', 'FAILED', 'RETRYING', 'CREATED', 'RUNNING', 'SUCCESS'])
  })

  it('gives its tasks what it sees itself: its value, and what is around it', () => {
    const stepped = new SteppedExecution({
      flow: `
id: f
namespace: company.team
tasks:
  - id: loop
    type: io.kestra.plugin.core.flow.ForEach
    values: [a, b]
    tasks:
      - id: w
        type: io.kestra.plugin.core.flow.WorkingDirectory
        tasks:
          - { id: r, type: ${RETURN}, format: "{{ taskrun.value }} {{ workerTaskrun.value }} {{ parents | length }}" }
          - { id: s, type: ${RETURN}, format: "{{ currentEachOutput(outputs.r).value }}!" }
`,
    }).start()
    expect(stepped.taskRuns.filter((run) => run.taskId === 'r').map((run) => run.value)).toEqual([null, null])
    expect(stepped.rows.logs.map(({ message }) => message)).toEqual(['a a 0', 'a a 0!', 'b b 0', 'b b 0!'])
  })

  it('runs again as a whole: restarted, and replayed from one of its tasks', () => {
    const stepped = start(`inputFiles: { a: a }
tasks:
  - { id: r, type: ${RETURN}, format: r }
  - { id: x, type: ${FAIL}, condition: "{{ workerTaskrun.attemptsCount == 0 }}" }`)
    endWork(stepped)
    expect(stepped.states).toEqual(['w FAILED', 'r SUCCESS', 'x FAILED'])
    restart(stepped)
    expect(stepped.states).toEqual(['w RUNNING'])
    endWork(stepped)
    expect(stepped.states).toEqual(['w SUCCESS', 'r SUCCESS', 'x SUCCESS'])
    expect(stepped.history('w')).toEqual(['CREATED', 'RUNNING', 'FAILED', 'RESTARTED', 'RUNNING', 'SUCCESS'])
    const copy = replay(stepped, 'x')
    expect(copy.states).toEqual(['w RUNNING'])
  })
})
