import fc from 'fast-check'
import { everyTask, numbered, PLAIN, type TreeTask } from './tree.ts'

type Tasks = fc.Arbitrary<readonly TreeTask[]>

interface Parts {
  readonly list: Tasks
  /** A list or none. */
  readonly side: Tasks
}

/**
 * Flows of every shape that the engine carries out: nested, failing, waiting, skipping, repeating, with side lists and questions.
 * More than half of them have a gate inside of a Parallel, a loop or a Subflow.
 */
export function randomTree({ isChild }: { readonly isChild: boolean }): fc.Arbitrary<TreeTask> {
  const { list, optional, gated } = fc.letrec<{
    task: TreeTask
    list: readonly TreeTask[]
    optional: readonly TreeTask[]
    gated: readonly TreeTask[]
  }>((tie) => {
    const parts: Parts = { list: tie('list'), side: tie('optional') }
    return {
      task: fc.oneof(
        { maxDepth: 3, depthIdentifier: 'tree' },
        { weight: 5, arbitrary: plainTask(isChild) },
        { weight: 4, arbitrary: container(parts) },
      ),
      list: fc.array(tie('task'), { minLength: 1, maxLength: 3, depthIdentifier: 'tree' }),
      optional: fc.oneof(
        { weight: 4, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(tie('task'), { maxLength: 2, depthIdentifier: 'tree' }) },
      ),
      gated: fc
        .tuple(gate(), tie('list'), tie('list'), fc.boolean(), concurrentKinds())
        .chain(([one, before, after, inSequence, around]) => {
          const tasks = inSequence ? [{ ...PLAIN, kind: 'sequential' as const, lists: { tasks: [one] } }] : [one]
          return around([...before.slice(0, 1), ...tasks, ...after.slice(0, 1)]).map((task) => [task])
        }),
    }
  })
  const retries = fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: retry(!isChild) })
  return fc
    .record({ tasks: fc.oneof({ weight: 2, arbitrary: list }, { weight: 3, arbitrary: gated }), more: optional })
    .chain(({ tasks, more }) =>
      fc.record({ errors: optional, finally: optional, afterExecution: optional, retry: retries }).map((rest) => {
        const { retry: policy, ...sides } = rest
        return numbered({
          ...PLAIN,
          kind: 'sequential',
          retry: policy,
          lists: { tasks: [...tasks, ...more], ...withoutEmpty(sides) },
        })
      }),
    )
    .map(fit)
}

/** True when a gate stands inside of a Parallel, a loop or a Subflow. */
export function hasGateBetweenOthers(flow: TreeTask, child: TreeTask): boolean {
  const around = everyTask(flow).filter(({ kind }) =>
    ['parallel', 'dag', 'forEach', 'eachSequential', 'eachParallel', 'loopUntil'].includes(kind),
  )
  const hasGate = (task: TreeTask) => everyTask(task).some(({ kind }) => kind === 'pause')
  return around.some(hasGate) || (hasGate(child) && everyTask(flow).some(({ kind }) => kind === 'subflow'))
}

/** What a gate is put into: a container whose other children live beside it, or that asks it again and again. */
function concurrentKinds(): fc.Arbitrary<(tasks: readonly TreeTask[]) => fc.Arbitrary<TreeTask>> {
  return fc.constantFrom(
    (tasks) => parallel(fc.constant(tasks)),
    (tasks) => loop(fc.constant(tasks)),
    (tasks) => loopUntil(fc.constant(tasks)),
  )
}

function plainTask(isChild: boolean): fc.Arbitrary<TreeTask> {
  const work: fc.Arbitrary<TreeTask> = fc.oneof(
    { weight: 3, arbitrary: truth().map((one) => ({ ...PLAIN, truth: one === 'no' ? 'yes' : one })) },
    { weight: 2, arbitrary: fc.constant({ ...PLAIN, kind: 'fail' as const }) },
    { weight: 4, arbitrary: fc.constant({ ...PLAIN, kind: 'work' as const }) },
    { weight: 3, arbitrary: gate() },
    { weight: isChild ? 0 : 2, arbitrary: subflow() },
    { weight: 1, arbitrary: exit() },
  )
  return fc.tuple(work, common()).map(([task, members]) => ({ ...task, ...members }))
}

function container(parts: Parts): fc.Arbitrary<TreeTask> {
  const { list, side } = parts
  const kinds = fc.oneof(
    list.map((tasks) => ({ ...PLAIN, kind: 'sequential' as const, lists: { tasks } })),
    list.map((tasks) => ({ ...PLAIN, kind: 'allowFailure' as const, lists: { tasks } })),
    parallel(list),
    dag(list),
    fc.tuple(truth(), list, side).map(([one, yes, no]) => ({
      ...PLAIN,
      kind: 'if' as const,
      truth: one,
      lists: withoutEmpty(
        Object.fromEntries([
          ['then', yes],
          ['else', no],
        ]),
      ),
    })),
    switchTask(list, side),
    loop(list),
    loopUntil(list),
    fc.tuple(gate(), list).map(([one, tasks]) => ({ ...one, lists: { ...one.lists, tasks } })),
  )
  const sides = fc.record({ errors: side, finally: side })
  return fc.tuple(kinds, sides, common()).map(([kind, lists, members]) => ({
    ...kind,
    ...members,
    lists: { ...kind.lists, ...withoutEmpty(lists) },
  }))
}

function truth(): fc.Arbitrary<TreeTask['truth']> {
  return fc.constantFrom('yes', 'yes', 'yes', 'no', 'broken', 'asked')
}

function gate(): fc.Arbitrary<TreeTask> {
  const deadline = fc.constantFrom(null, null, 'RESUME', 'WARN', 'FAIL', 'CANCEL', 'broken' as const)
  const told = fc.constantFrom<readonly TreeTask[]>(
    [],
    [],
    [PLAIN],
    [{ ...PLAIN, kind: 'fail' }],
    [{ ...PLAIN, kind: 'work' }],
  )
  return fc.tuple(deadline, told).map(([behavior, onPause]) => ({
    ...PLAIN,
    kind: 'pause',
    deadline: behavior,
    lists: withoutEmpty({ onPause }),
  }))
}

function subflow(): fc.Arbitrary<TreeTask> {
  return fc.record({ waits: fc.constantFrom(true, true, false), passesOn: fc.boolean() }).map((members) => ({
    ...PLAIN,
    kind: 'subflow',
    ...members,
  }))
}

function exit(): fc.Arbitrary<TreeTask> {
  const state = fc.constantFrom('SUCCESS', 'WARNING', 'FAILED', 'KILLED', 'CANCELLED')
  return state.map((one) => ({ ...PLAIN, kind: 'exit', exit: one as TreeTask['exit'] }))
}

function parallel(list: Tasks): fc.Arbitrary<TreeTask> {
  return fc.tuple(list, limit()).map(([tasks, most]) => ({ ...PLAIN, kind: 'parallel', limit: most, lists: { tasks } }))
}

/** Each task may wait for some of those before it; the list is then turned around or not. */
function dag(list: Tasks): fc.Arbitrary<TreeTask> {
  return fc
    .tuple(list, limit(), fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), fc.boolean())
    .map(([tasks, most, needs, turned]): TreeTask => {
      const place = (at: number) => (turned ? tasks.length - 1 - at : at)
      const made = tasks.map((task, at) => ({
        ...task,
        dependsOn: Array.from({ length: at }, (_, other) => other)
          .filter((other) => needs[(at + other) % 3])
          .map((other) => String(place(other))),
      }))
      return { ...PLAIN, kind: 'dag', limit: most, lists: { tasks: turned ? made.toReversed() : made } }
    })
}

function switchTask(list: Tasks, side: Tasks): fc.Arbitrary<TreeTask> {
  return fc.tuple(fc.constantFrom('a', 'b', 'c', null), list, side, side).map(([choice, first, second, rest]) => ({
    ...PLAIN,
    kind: 'switch',
    choice,
    lists: withoutEmpty({ 'case:a': first, 'case:b': second, defaults: rest }),
  }))
}

function loop(list: Tasks): fc.Arbitrary<TreeTask> {
  const values = fc.constantFrom(['x'], ['x', 'y'], ['x', 'y', 'x', 'z'], ['x', 'y', 'z'], [], null)
  const kind = fc.constantFrom('forEach', 'forEach', 'forEach', 'eachSequential', 'eachParallel')
  return fc.tuple(kind, values, limit(), list).map(([one, over, most, tasks]) => ({
    ...PLAIN,
    kind: one as TreeTask['kind'],
    values: over,
    limit: most,
    lists: { tasks },
  }))
}

function loopUntil(list: Tasks): fc.Arbitrary<TreeTask> {
  const ends = fc.constantFrom('condition', 'condition', 'limit', 'failing limit', 'broken condition')
  return fc.tuple(fc.integer({ min: 1, max: 3 }), ends, list).map(([rounds, endsBy, tasks]) => ({
    ...PLAIN,
    kind: 'loopUntil',
    rounds,
    endsBy: endsBy as TreeTask['endsBy'],
    lists: { tasks },
  }))
}

function limit(): fc.Arbitrary<number> {
  return fc.constantFrom(0, 0, 1, 2)
}

function retry(mayBeNew: boolean): fc.Arbitrary<TreeTask['retry']> {
  return fc.record({
    maxAttempts: fc.integer({ min: 1, max: 3 }),
    newExecution: mayBeNew ? fc.constantFrom(false, false, false, true) : fc.constant(false),
    warns: fc.boolean(),
  })
}

/** Members that every task may have; most have none. */
function common(): fc.Arbitrary<Partial<TreeTask>> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant({}) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('no', 'broken', 'asked').map((runIf) => ({ runIf: runIf as TreeTask['runIf'] })),
    },
    { weight: 1, arbitrary: fc.constant({ disabled: true }) },
    { weight: 1, arbitrary: fc.constant({ allowFailure: true }) },
    { weight: 1, arbitrary: fc.constant({ allowFailure: true, allowWarning: true }) },
    { weight: 1, arbitrary: retry(false).map((policy) => ({ retry: policy })) },
  )
}

function withoutEmpty(lists: Readonly<Record<string, readonly TreeTask[]>>): TreeTask['lists'] {
  return Object.fromEntries(Object.entries(lists).filter(([, tasks]) => tasks.length > 0))
}

/** Takes out what a flow may not say: inside of a loop over values, `outputs` of a task are nested by values. */
function fit(flow: TreeTask): TreeTask {
  const visit = (task: TreeTask, inLoop: boolean): TreeTask => {
    const inside = inLoop || task.kind.startsWith('forEach') || task.kind.startsWith('each')
    const lists = Object.entries(task.lists).map(([name, tasks]) => [name, tasks.map((one) => visit(one, inside))])
    const endsBy = inLoop && task.endsBy === 'condition' ? 'limit' : task.endsBy
    return { ...task, endsBy, lists: Object.fromEntries(lists) }
  }
  return visit(flow, false)
}
