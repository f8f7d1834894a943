import fc from 'fast-check'

const CORE = 'io.kestra.plugin.core'

/** A task as JSON, which is YAML too. */
type Written = Readonly<Record<string, unknown>>

/**
 * Flows of every shape that the engine carries out, as sources: nested, failing, waiting, skipping, with side branches and
 * questions to `kv()`, whose answers are `yes` or missing.
 */
export function randomFlow(): fc.Arbitrary<string> {
  const { list } = fc.letrec<{ task: Written; list: readonly Written[]; optional: readonly Written[] | undefined }>(
    (tie) => ({
      task: fc.oneof(
        { maxDepth: 3, depthIdentifier: 'flow' },
        { weight: 4, arbitrary: plainTask() },
        { weight: 2, arbitrary: containerTask(tie('list'), tie('optional')) },
      ),
      list: fc.array(tie('task'), { minLength: 1, maxLength: 3, depthIdentifier: 'flow' }),
      optional: fc.option(tie('list'), { nil: undefined, freq: 3, depthIdentifier: 'flow' }),
    }),
  )
  const side = fc.option(fc.array(plainTask(), { minLength: 1, maxLength: 2 }), { nil: undefined })
  return fc
    .record({
      tasks: list,
      errors: side,
      finally: side,
      afterExecution: side,
      outputs: fc.option(outputs(), { nil: undefined }),
    })
    .map((flow) => JSON.stringify(withIds({ id: 'random', namespace: 'company.team', ...flow })))
}

function plainTask(): fc.Arbitrary<Written> {
  const log = fc.constantFrom(
    'hello',
    '{{ nope }}',
    "{{ outputs.t1 ?? 'none' }} {{ tasks.t1.state ?? 'none' }}",
    "{{ kv('k') }}",
  )
  const work = fc.oneof(
    log.map((message) => ({ type: `${CORE}.log.Log`, message })),
    fc.constant({ type: `${CORE}.execution.Fail` }),
    fc.constant({ type: `${CORE}.flow.Sleep`, duration: 'PT1S' }),
    gate(),
    subflow(),
    fc.constantFrom('SUCCESS', 'FAILED', 'KILLED').map((state) => ({ type: `${CORE}.execution.Exit`, state })),
  )
  return fc.tuple(work, common()).map(([task, members]) => ({ ...task, ...members }))
}

function containerTask(
  list: fc.Arbitrary<readonly Written[]>,
  optional: fc.Arbitrary<readonly Written[] | undefined>,
): fc.Arbitrary<Written> {
  const condition = fc.constantFrom('true', 'false', '{{ nope }}', "{{ kv('k') }}")
  const kinds = fc.oneof(
    list.map((tasks) => ({ type: `${CORE}.flow.Sequential`, tasks })),
    fc.tuple(condition, list, optional).map(([text, yes, no]) => ({
      type: `${CORE}.flow.If`,
      condition: text,
      ...Object.fromEntries([
        ['then', yes],
        ['else', no],
      ]),
    })),
    fc.tuple(gate(), list).map(([pause, tasks]) => ({ ...pause, tasks })),
  )
  const sides = fc.record({ errors: optional, finally: optional })
  return fc.tuple(kinds, sides, common()).map(([kind, side, members]) => ({ ...kind, ...side, ...members }))
}

function gate(): fc.Arbitrary<Written> {
  return fc.record({
    type: fc.constant(`${CORE}.flow.Pause`),
    pauseDuration: fc.constantFrom(undefined, 'PT1H', "{{ kv('k') }}"),
    behavior: fc.constantFrom('RESUME', 'WARN', 'FAIL', 'CANCEL'),
  })
}

function subflow(): fc.Arbitrary<Written> {
  return fc.record({
    type: fc.constant(`${CORE}.flow.Subflow`),
    namespace: fc.constant('company.team'),
    flowId: fc.constant('child'),
    wait: fc.boolean(),
    transmitFailed: fc.boolean(),
  })
}

/** Members that every task may have; most have none. */
function common(): fc.Arbitrary<Written> {
  return fc.oneof(
    { weight: 5, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.constantFrom('false', '{{ nope }}', "{{ kv('k') }}").map((runIf) => ({ runIf })) },
    { weight: 1, arbitrary: fc.constant({ disabled: true }) },
    { weight: 1, arbitrary: fc.constant({ allowFailure: true }) },
    { weight: 1, arbitrary: fc.constant({ allowFailure: true, allowWarning: true }) },
  )
}

function outputs(): fc.Arbitrary<readonly Written[]> {
  const value = fc.constantFrom('fine', '{{ nope }}', "{{ kv('k') }}", "{{ outputs.t1 ?? 'none' }}")
  return fc.tuple(value, fc.boolean()).map(([text, required]) => [{ id: 'o', type: 'STRING', value: text, required }])
}

/** Numbers the tasks in the order of the text: `t1`, `t2` ... */
function withIds(flow: Written): unknown {
  let last = 0
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit)
    if (typeof value !== 'object' || value === null) return value
    const members = 'type' in value && String(value.type).startsWith('io.') ? { id: `t${++last}`, ...value } : value
    return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, visit(member)]))
  }
  return visit(flow)
}
