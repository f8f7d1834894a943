import type { HostAnswer } from '@countersign/expression'
import { describe, expect, it } from 'vitest'
import { answerFromRows } from '../../testing/answer-from-rows.ts'
import { applyAdvance, type ExecutionRows, workingSetOf } from '../../testing/execution-rows.ts'
import { SteppedExecution } from '../../testing/stepped-execution.ts'
import type { ExecutionEvent } from '../events.ts'
import { advance } from './advance.ts'

const SLEEP = 'io.kestra.plugin.core.flow.Sleep'
const RETURN = 'io.kestra.plugin.core.debug.Return'
const ENDED = { state: 'SUCCESS', outputs: {}, failure: null, startedAt: 0, endedAt: 0, logs: [] } as const

/** What one iteration, from the end of its work to the work of the next, cost. */
interface Cost {
  readonly rows: Readonly<Record<string, number>>
  readonly questions: readonly string[]
  /** Of everything that was written, and of all answers. */
  readonly written: number
  readonly read: number
  readonly loaded: number
}

/**
 * A loop over `size` values, near its end: the rows of the iterations before are not made, because no turn may look at them.
 */
function nearTheEnd(size: number, limit: number): SteppedExecution {
  const list = Array.from({ length: size }, (_, index) => `value-${String(index).padStart(6, '0')}`)
  const tasks = [
    { id: 'first', type: RETURN, format: '{{ taskrun.value }}' },
    { id: 'work', type: SLEEP, duration: 'PT1S' },
    {
      id: 'reads',
      type: RETURN,
      format: '{{ outputs.first[taskrun.value].value }} {{ currentEachOutput(outputs.first) }}',
    },
    {
      id: 'if',
      type: 'io.kestra.plugin.core.flow.If',
      condition: 'true',
      ...Object.fromEntries([
        ['then', [{ id: 'inner', type: RETURN, format: '{{ parent.taskrun.value }} {{ parent.outputs }}' }]],
      ]),
    },
    { id: 'state', type: RETURN, format: '{{ tasks.first[taskrun.value].state }}' },
  ]
  const loop = {
    id: 'loop',
    type: 'io.kestra.plugin.core.flow.ForEach',
    values: "{{ kv('list') }}",
    concurrencyLimit: limit,
    tasks,
  }
  const flow = JSON.stringify({ id: 'many', namespace: 'company.team', tasks: [loop] })
  const stepped = new SteppedExecution({ flow, complete: false, answers: { 'kv(company.team, list)': list } }).start()
  return moved(stepped, size - 300, list)
}

/** Moves what lives in the first iterations to later ones. */
function moved(stepped: SteppedExecution, by: number, list: readonly string[]): SteppedExecution {
  const { rows } = stepped
  const runs = [...rows.taskRuns.values()].map((run) => {
    if (run.progress !== null) {
      const { next, counts } = run.progress
      const step = stepped.plan.nodes.get('loop')?.task.properties.concurrencyLimit === 1 ? 5 : 1
      return { ...run, progress: { ...run.progress, next: next + by * step, counts: { ...counts, SUCCESS: by * 5 } } }
    }
    const iteration = (run.iteration ?? 0) + by
    return { ...run, iteration, iterationKey: String(iteration), value: list[iteration] ?? '' }
  })
  const byId = new Map(runs.map((run) => [run.id, run]))
  const outputs = [...rows.outputs].map(([id, row]) => [id, { ...row, path: [byId.get(id)?.value ?? ''] }] as const)
  stepped.rows = { ...rows, taskRuns: byId, outputs: new Map(outputs) }
  return stepped
}

function oneIteration(stepped: SteppedExecution): Cost {
  let rows: ExecutionRows = stepped.rows
  const loaded = workingSetOf(rows, false).taskRuns.size
  const work = stepped.taskRun('work')
  const counted = new Map<string, number>()
  const questions: string[] = []
  let written = 0
  let read = 0
  let answers = new Map<string, HostAnswer>()
  const first: ExecutionEvent = { kind: 'attempt-ended', taskRunId: work.id, attempt: 0, result: ENDED }
  for (let event: ExecutionEvent | null = first; event !== null; ) {
    const taken = advance(stepped.plan, workingSetOf(rows, false), [event], { ...stepped.turnNow(), answers })
    rows = applyAdvance(rows, taken)
    written += JSON.stringify([taken.execution, taken.changes]).length
    for (const [table, changed] of Object.entries(taken.changes))
      counted.set(table, (counted.get(table) ?? 0) + changed.length)
    questions.push(...taken.questions.map(({ kind, args }) => (kind === 'outputs' ? `outputs ${args[0]}` : kind)))
    const found = taken.questions.map((question) => [question.key, answerFromRows(question, rows, {})] as const)
    read += JSON.stringify(found).length
    // As in the engine: answers are kept until something has changed.
    const progressed = Object.values(taken.changes).some((changed) => changed.length > 0)
    answers = new Map([...(progressed ? [] : answers), ...found])
    event = taken.questions.length > 0 ? { kind: 'continue' } : null
  }
  return { rows: Object.fromEntries(counted), questions, written, read, loaded }
}

describe.each([
  ['one after another', 1],
  ['two at a time', 2],
])('an iteration of a ForEach whose values run %s', (_, limit) => {
  const [few, many] = [1_000, 100_000].map((size) => oneIteration(nearTheEnd(size, limit)))

  it('changes the same rows and asks the same after 1,000 and after 100,000 values', () => {
    expect(many?.rows).toEqual(few?.rows)
    expect(many?.rows).toMatchObject({ jobsAdded: 1, loopValues: 0, taskRunsRemoved: 0 })
    expect(many?.questions).toEqual(few?.questions)
    expect(many?.loaded).toBe(few?.loaded)
  })

  it('writes and reads no more than some digits more', () => {
    expect(Math.abs((many?.written ?? 0) - (few?.written ?? 0))).toBeLessThan(120)
    expect(Math.abs((many?.read ?? 0) - (few?.read ?? 0))).toBeLessThan(60)
  })

  it('reads outputs of its own iteration without asking for those of others', () => {
    const whole = few?.questions.filter((question) => question.startsWith('outputs ') || question === 'taskValues')
    // The loop itself is one task run.
    expect(new Set(whole)).toEqual(new Set(['outputs loop']))
  })
})
