import type { Flow } from '../../flow/flow.ts'
import type { ValueMap } from '../../json/value.ts'
import { jobKey } from '../../testing/execution-rows.ts'
import { createSequentialIds } from '../../testing/sequential-ids.ts'
import { SteppedExecution, type SteppedOptions, TEST_PERSON } from '../../testing/stepped-execution.ts'
import type { TaskRun } from '../task-run.ts'
import { type ExecutionCopy, planReplay } from './plan-replay.ts'
import { planRestart, type Restart, type WholeExecution } from './plan-restart.ts'
import { planStateChange, type TaskStateByPerson } from './plan-state-change.ts'

const BY = { actor: TEST_PERSON, origin: { door: 'api' } } as const

/** Ids that no execution of `SteppedExecution` has: each of those counts from the start. */
const copyIds = () => {
  const ids = createSequentialIds()
  return { next: () => `copy-${ids.next()}` }
}

/** The rows that a restart looks at. */
export function wholeOf({ rows, taskRuns }: SteppedExecution): WholeExecution {
  return { execution: rows.execution, taskRuns, outputs: [...rows.outputs.values()], loopValues: rows.loopValues }
}

/** Restarts the execution as the engine does, and takes the turns that follow. @throws AppError */
export function restart(stepped: SteppedExecution): void {
  const { plan, clock } = stepped
  write(stepped, planRestart({ plan, whole: wholeOf(stepped), by: BY, now: clock.now(), owner: 'test' }))
}

/** Gives a task run the state of a person's choice, as the engine does, and takes the turns that follow. @throws AppError */
export function changeState(stepped: SteppedExecution, taskId: string, state: TaskStateByPerson): void {
  changeStateOf(stepped, stepped.taskRun(taskId).id, state)
}

/** The same for a task run by its id. @throws AppError */
export function changeStateOf(stepped: SteppedExecution, taskRunId: string, state: TaskStateByPerson): void {
  const { plan, clock } = stepped
  write(stepped, planStateChange({ plan, whole: wholeOf(stepped), taskRunId, state, by: BY, now: clock.now() }))
}

function write(stepped: SteppedExecution, planned: Restart): void {
  const { rows } = stepped
  const taskRuns = new Map(rows.taskRuns)
  const outputs = new Map(rows.outputs)
  for (const run of planned.updated) taskRuns.set(run.id, run)
  for (const run of planned.removed) taskRuns.delete(run.id)
  for (const run of planned.withoutOutputs) outputs.delete(run.id)
  const jobs = new Map([...rows.jobs, ...planned.jobs.map((job) => [jobKey(job), job] as const)])
  stepped.rows = {
    ...rows,
    execution: planned.execution,
    taskRuns,
    outputs,
    jobs,
    audit: [...rows.audit, planned.audit],
  }
  stepped.run({ kind: 'continue' })
}

/** Replays the newest task run of a task; the copy has taken its first turns. @throws AppError */
export function replay(stepped: SteppedExecution, taskId: string, flow?: string | Flow): SteppedExecution {
  const options = { flow: flow ?? stepped.plan.flow, clock: stepped.clock, ids: copyIds() }
  const { plan } = new SteppedExecution(options)
  const copy = planReplay({
    plan,
    whole: wholeOf(stepped),
    taskRunId: stepped.taskRun(taskId).id,
    by: BY,
    ids: options.ids,
    now: stepped.clock.now(),
  })
  return live(copy, options)
}

function live({ execution, taskRuns, outputs, loopValues }: ExecutionCopy, options: SteppedOptions): SteppedExecution {
  const stepped = new SteppedExecution(options)
  stepped.rows = {
    ...stepped.rows,
    execution,
    taskRuns: new Map(taskRuns.map((run) => [run.id, run])),
    outputs: new Map(outputs.map((row) => [row.taskRunId, row])),
    loopValues,
  }
  stepped.run({ kind: 'continue' })
  return stepped
}

/** What a test compares of a task run. */
export function lifeOf(stepped: SteppedExecution, taskId: string): { histories: string; attempts: string } {
  const { histories, attempts }: TaskRun = stepped.taskRun(taskId)
  return { histories: histories.map((one) => one.state).join(), attempts: attempts.map((one) => one.state).join() }
}

/** Runs a flow that has nothing to wait for. */
export function run(flow: string, inputs: ValueMap = {}): SteppedExecution {
  return new SteppedExecution({ flow: `id: flow\nnamespace: company.team\n${flow}`, inputs }).start()
}
