import { readFileSync } from 'node:fs'
import { stringifyJson } from '@countersign/expression'
import { describe, expect, it } from 'vitest'
import { isAppError } from '../errors/app-error.ts'
import type { RawInput, RawInputs } from '../inputs/declaration.ts'
import type { Value } from '../json/value.ts'
import { RUNNABLE_TYPES } from '../testing/runnable-types.ts'
import type { SteppedExecution } from '../testing/stepped-execution.ts'
import { SteppedWorld } from '../testing/stepped-world.ts'
import { FLOWABLE_TYPES } from './flowables/types.ts'
import { isTerminated, STATES, type State } from './state.ts'
import type { TaskRun } from './task-run.ts'

/** Recorded behaviour of Kestra 1.3.31: what each flow, with its actions, came to. */
interface RecordedCase {
  readonly id: string
  readonly area: string
  readonly flows: readonly string[]
  readonly main: { readonly id: string }
  readonly inputs?: Given
  readonly labels?: Readonly<Record<string, string>>
  readonly actions?: readonly Action[]
  readonly deviation?: string
  readonly expect: Expected & {
    readonly flowError?: boolean
    readonly snapshots?: readonly Snapshot[]
    readonly refusedActions?: number
    readonly also?: Readonly<Record<string, readonly Expected[]>>
  }
}

type Given = Readonly<Record<string, string>>

interface Action {
  readonly wait?: string
  readonly sleep?: number
  readonly snapshot?: string
  readonly resume?: Given
  readonly resumeNoInputs?: true
  readonly forceRun?: true
  readonly kill?: true
  readonly killChild?: string
  readonly validateResume?: Given
}

interface Expected {
  readonly state: State
  readonly histories: readonly State[]
  readonly taskRuns: readonly ExpectedTaskRun[]
  readonly inputs?: unknown
  readonly outputs?: unknown
  readonly labels: readonly string[]
  readonly variables?: unknown
  readonly attemptNumber: number
  readonly logs: readonly { readonly level: string; readonly taskId?: string | null }[]
}

interface ExpectedTaskRun {
  readonly taskId: string
  readonly value?: string
  readonly iteration?: number
  readonly parent?: string
  readonly state: State
  readonly histories: readonly State[]
  readonly attempts?: readonly State[]
  readonly outputs?: unknown
}

interface Snapshot {
  readonly name?: string
  readonly validateResume?: readonly unknown[]
}

const AREAS =
  'basic if sequential parallel dag switch allow foreach loop retry pause subflow kill errors outputs labels exit slice fail vars sla'.split(
    ' ',
  )
const CASES: readonly RecordedCase[] = JSON.parse(
  readFileSync(new URL('../../../../conformance/flows.json', import.meta.url), 'utf8'),
)

/** Cases of the areas that cannot come out as recorded here, beside those that the file marks with a deviation. */
const NOT_HERE: Readonly<Record<string, string>> = {
  'ex-default': 'the quirk of ex-success-after, which is marked with a deviation: Exit does not stop the flow',
  're-maxduration': 'the slow timers of Kestra leave room for one retry less',
  're-timeout': 'timeouts are kept by the worker',
  're-flow-newexec': 'the engine creates the execution that follows',
  'ou-secret': 'needs the encryption of values that are stored',
  'pa-file': 'needs read() and the storage of files',
  'fei-notfile': 'a worker splits the items of a ForEachItem',
  'sf-outputs-deprecated': 'the engine renders the deprecated `outputs` of a Subflow',
}

const TYPES = new Set([...RUNNABLE_TYPES, ...FLOWABLE_TYPES].map((type) => type.type))
const ACTIONS = new Set(
  'wait sleep snapshot resume resumeNoInputs forceRun kill killChild validateResume flowId timeout'.split(' '),
)

/** Why a case is not run here; undefined when it is. */
function whyNot({ id, flows, actions = [], deviation, expect: { flowError } }: RecordedCase): string | undefined {
  if (flowError === true) return 'is refused when it is saved'
  if (deviation !== undefined) return `deviation: ${deviation}`
  const types = flows.flatMap((flow) => [...flow.matchAll(/type: "?(io\.[\w.]+)/g)].map((match) => match[1] ?? ''))
  const missing =
    types.find((type) => !TYPES.has(type)) ?? actions.flatMap(Object.keys).find((key) => !ACTIONS.has(key))
  return missing === undefined ? NOT_HERE[id] : `needs ${missing}`
}

const inAreas = CASES.filter(({ area }) => AREAS.includes(area))
const runnable = inAreas.filter((recorded) => whyNot(recorded) === undefined)

describe('recorded executions of Kestra 1.3.31', () => {
  it('are run in number', () => {
    expect(runnable.length).toBeGreaterThan(50)
  })

  it('are left out for a reason', () => {
    const left = Object.groupBy(inAreas, (recorded) => whyNot(recorded)?.split(':')[0] ?? 'none')
    const ids = Object.entries(left).map(([reason, cases = []]) => [reason, cases.map(({ id }) => id).join(' ')])
    const { none, ...others } = Object.fromEntries(ids)
    expect(none?.split(' ')).toEqual(runnable.map(({ id }) => id))
    expect(others).toEqual({
      'is refused when it is saved': 'bas-outputs-name-dash la-flow-system pa-in-wd la-null',
      'needs restart': 'sf-restart pa-restart-failed',
      'needs replay': 'pa-replay-before pa-replay-after',
      'needs pause': 'pa-manual',
      'needs io.kestra.plugin.core.storage.Write': 'fei-empty fei-failed',
      'a worker splits the items of a ForEachItem': 'fei-notfile',
      'needs io.kestra.plugin.core.execution.Resume': 'pa-resume-task',
      'the slow timers of Kestra leave room for one retry less': 're-maxduration',
      'timeouts are kept by the worker': 're-timeout',
      'the engine creates the execution that follows': 're-flow-newexec',
      'needs the encryption of values that are stored': 'ou-secret',
      'needs read() and the storage of files': 'pa-file',
      'the engine renders the deprecated `outputs` of a Subflow': 'sf-outputs-deprecated',
      'the quirk of ex-success-after, which is marked with a deviation': 'ex-default',
      deviation: expect.any(String),
    })
  })

  it.each(runnable.map((recorded) => [recorded.id, recorded] as const))('%s comes out as recorded', (_, recorded) => {
    const { world, stepped, snapshots, refused } = perform(recorded)
    expect(summary(stepped, recorded.expect)).toEqual(expected(recorded.expect))
    expect(snapshots).toEqual(like(recorded.expect.snapshots ?? []))
    expect(refused).toBe(recorded.expect.refusedActions ?? 0)
    for (const [flowId, executions] of Object.entries(recorded.expect.also ?? {})) {
      const others = world.executions.filter((one) => one.rows.execution.flowId === flowId)
      // What the engine gives a child when it creates it (labels, inputs, trigger) is tested there.
      expect(others).toHaveLength(executions.length)
      const mine = executions.map((other, index) => childSummary(others[index]!, other))
      expect(mine).toEqual(executions.map(expectedChild))
    }
  })
})

interface Performed {
  readonly world: SteppedWorld
  readonly stepped: SteppedExecution
  readonly snapshots: readonly unknown[]
  /** How many actions were refused. */
  readonly refused: number
}

/** Saves the flows, starts the main one and does the actions. */
function perform({ flows, main, inputs, labels, actions = [] }: RecordedCase): Performed {
  const world = new SteppedWorld(flows)
  const given = Object.entries(labels ?? {}).map(([key, value]) => ({ key, value }))
  const stepped = world.start(main.id, rawInputs(inputs), given)
  const snapshots: unknown[] = []
  let refused = 0
  for (const action of actions) {
    if (action.snapshot !== undefined) snapshots.push(snapshotOf(stepped, action.snapshot))
    if (action.validateResume !== undefined) snapshots.push(validation(world, stepped, action.validateResume))
    try {
      act(world, stepped, action)
    } catch (error) {
      if (!isAppError(error)) throw error
      refused += 1
    }
  }
  world.waitFor(stepped, STATES.filter(isTerminated))
  world.sleep(10_000)
  return { world, stepped, snapshots, refused }
}

function act(world: SteppedWorld, stepped: SteppedExecution, action: Action): void {
  // A kill of what has ended is answered and does nothing.
  if (action.kill !== undefined) world.kill(stepped)
  if (action.killChild !== undefined) {
    const child = world.executions.find((one) => one.rows.execution.flowId === action.killChild)
    if (child !== undefined) world.kill(child)
  }
  if (action.wait !== undefined) {
    const states = action.wait.split(',') as State[]
    expect(world.waitFor(stepped, states), `waits for ${action.wait}`).toBe(true)
  }
  if (action.sleep !== undefined) world.sleep(action.sleep)
  if (action.resume !== undefined) world.resume(stepped, rawInputs(action.resume))
  if (action.resumeNoInputs !== undefined || action.forceRun !== undefined) world.resume(stepped, null)
}

function rawInputs(given: Given = {}): RawInputs {
  return new Map(Object.entries(given).map(([id, text]): [string, RawInput] => [id, { kind: 'text', text }]))
}

function snapshotOf(stepped: SteppedExecution, name: string): unknown {
  const taskRuns = stepped.taskRuns.map(({ taskId, state }) => ({ taskId, state }))
  return { name, state: stepped.rows.execution.state, taskRuns }
}

function validation(world: SteppedWorld, stepped: SteppedExecution, given: Given): unknown {
  const [request] = [...stepped.rows.requests.values()].filter((one) => one.status === 'OPEN')
  if (request === undefined) return { validateResume: null }
  const { reports } = world.resolveForm(stepped, request, rawInputs(given))
  return {
    validateResume: reports.map(({ input, value, enabled, errors }) => ({
      id: input.id,
      ...(value === undefined ? {} : { value }),
      enabled,
      errors: errors.length,
    })),
  }
}

/** What came of an execution, in the words of the recordings; members that a recording does not hold are left out. */
function summary(stepped: SteppedExecution, recorded: Expected): unknown {
  const { execution } = stepped.rows
  return {
    ...childSummary(stepped, recorded),
    labels: execution.labels
      .filter((label) => !label.key.startsWith('system.'))
      .map((label) => `${label.key}=${label.value}`)
      .sort(),
    ...(recorded.inputs === undefined ? {} : { inputs: plain(execution.inputs) }),
    ...(recorded.outputs === undefined ? { outputs: undefined } : { outputs: plain(execution.outputs) }),
    ...(recorded.variables === undefined ? {} : { variables: plain(execution.variables) }),
    logs: logKeys(stepped.rows.logs),
  }
}

function childSummary(stepped: SteppedExecution, recorded: Expected) {
  const { execution } = stepped.rows
  return {
    state: execution.state,
    histories: execution.histories.map((entry) => entry.state),
    attemptNumber: execution.attemptNumber,
    taskRuns: stepped.taskRuns.map((run) => taskRunSummary(stepped, run)),
    ...(recorded.outputs === undefined ? {} : { outputs: plain(execution.outputs) }),
  }
}

function taskRunSummary(stepped: SteppedExecution, run: TaskRun): unknown {
  const parent = stepped.taskRuns.find((other) => other.id === run.parentId)
  const outputs = stepped.rows.outputs.get(run.id)?.outputs
  return {
    taskId: run.taskId,
    value: run.value ?? undefined,
    iteration: run.iteration ?? undefined,
    parent: parent === undefined ? undefined : `${parent.taskId}${parent.value === null ? '' : `[${parent.value}]`}`,
    state: run.state,
    histories: run.histories.map((entry) => entry.state),
    attempts: run.attempts.map((attempt) => attempt.state),
    outputs: outputs === undefined ? undefined : plain(outputs),
  }
}

function expected(recorded: Expected): unknown {
  const { labels, inputs, outputs, variables, logs } = recorded
  return {
    ...expectedChild(recorded),
    labels: labels.toSorted(),
    ...(inputs === undefined ? {} : { inputs: like(inputs) }),
    outputs: like(outputs),
    ...(variables === undefined ? {} : { variables: like(variables) }),
    logs: logKeys(logs),
  }
}

function expectedChild(recorded: Expected) {
  const { state, histories, attemptNumber, taskRuns, outputs } = recorded
  return {
    state,
    histories,
    attemptNumber,
    taskRuns: taskRuns.map((run) => ({
      taskId: run.taskId,
      value: run.value,
      iteration: run.iteration,
      parent: run.parent,
      state: run.state,
      histories: run.histories,
      attempts: run.attempts ?? [],
      outputs: like(run.outputs),
    })),
    ...(outputs === undefined ? {} : { outputs: like(outputs) }),
  }
}

/** Levels of lines by task, in no order; the engine writes those about undeclared inputs. */
function logKeys(logs: Expected['logs']): readonly string[] {
  const ofTask = logs.filter((line) => line.level !== 'WARN' || (line.taskId ?? null) !== null)
  return ofTask.map((line) => `${line.level} ${line.taskId ?? '-'}`).sort()
}

/** The value as JSON has it, with texts that hold JSON read, because the order of keys is not fixed. */
function plain(value: Value): unknown {
  return opened(JSON.parse(stringifyJson(value)))
}

/** What matches a recorded value: `<any>` anything, `resumed.by` may be there, which Kestra leaves out. */
function like(recorded: unknown): unknown {
  const value = opened(recorded)
  if (value === '<any>') return expect.anything()
  if (typeof value === 'string' && value.includes('<any>')) {
    const parts = value.split('<any>').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    return expect.stringMatching(new RegExp(`^${parts.join('[^]*')}$`))
  }
  if (Array.isArray(value)) return value.map(like)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, like(member)]))
  return 'on' in value && 'to' in value ? expect.objectContaining(members) : members
}

function opened(value: unknown): unknown {
  if (typeof value === 'string' && /^\s*[[{]/.test(value)) {
    try {
      return opened(JSON.parse(value))
    } catch {
      return value
    }
  }
  if (Array.isArray(value)) return value.map(opened)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, opened(member)]))
}
