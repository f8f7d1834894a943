import type { TreeRetry, TreeTask, Truth } from './tree.ts'

const CORE = 'io.kestra.plugin.core'

const EXPRESSIONS: Readonly<Record<Truth, string>> = {
  yes: 'true',
  no: 'false',
  broken: '{{ nope }}',
  asked: "{{ kv('k') }}",
}

/** The source of a random flow, as JSON, which is YAML too. */
export function writtenFlow(flow: TreeTask): string {
  const { id, lists, retry } = flow
  const written = Object.fromEntries(Object.entries(lists).map(([name, tasks]) => [name, tasks.map(writtenTask)]))
  return JSON.stringify({ id, namespace: 'company.team', ...written, ...writtenRetry(retry) })
}

function writtenTask(task: TreeTask): unknown {
  const { id, runIf, disabled, allowFailure, allowWarning, retry, lists } = task
  const plain = Object.entries(lists).filter(([name]) => !name.startsWith('case:') && name !== 'onPause')
  const cases = Object.entries(lists).filter(([name]) => name.startsWith('case:'))
  const [onPause] = lists.onPause ?? []
  return {
    id,
    ...ownMembers(task),
    ...(runIf === 'yes' ? {} : { runIf: EXPRESSIONS[runIf] }),
    ...(disabled ? { disabled } : {}),
    ...(allowFailure ? { allowFailure } : {}),
    ...(allowWarning ? { allowWarning } : {}),
    ...writtenRetry(retry),
    ...Object.fromEntries(plain.map(([name, tasks]) => [name, writtenList(task, name, tasks)])),
    ...(cases.length === 0
      ? {}
      : { cases: Object.fromEntries(cases.map(([name, tasks]) => [name.slice(5), tasks.map(writtenTask)])) }),
    ...(onPause === undefined ? {} : { onPause: writtenTask(onPause) }),
  }
}

function writtenList({ kind }: TreeTask, name: string, tasks: readonly TreeTask[]): readonly unknown[] {
  if (kind !== 'dag' || name !== 'tasks') return tasks.map(writtenTask)
  return tasks.map((task) => ({ task: writtenTask(task), dependsOn: task.dependsOn }))
}

function writtenRetry(retry: TreeRetry | null): object {
  if (retry === null) return {}
  const { maxAttempts, newExecution, warns } = retry
  const behavior = newExecution ? 'CREATE_NEW_EXECUTION' : 'RETRY_FAILED_TASK'
  return { retry: { type: 'constant', interval: 'PT1M', maxAttempts, behavior, warningOnRetry: warns } }
}

/** Reads what it can, so that a turn that does not know everything has to ask; it comes out the same whatever the answers. */
const CURIOUS = "{{ outputs.t1 ?? 'none' }} {{ tasks.t1.state ?? 'none' }} {{ taskrun.value ?? '' }}"

function ownMembers(task: TreeTask): object {
  switch (task.kind) {
    case 'log':
      return { type: `${CORE}.log.Log`, message: task.truth === 'yes' ? CURIOUS : EXPRESSIONS[task.truth] }
    case 'fail':
      return { type: `${CORE}.execution.Fail` }
    case 'work':
      return { type: `${CORE}.flow.Sleep`, duration: 'PT1S' }
    case 'exit':
      return { type: `${CORE}.execution.Exit`, state: task.exit === 'CANCELLED' ? 'CANCELED' : task.exit }
    case 'pause':
      return { type: `${CORE}.flow.Pause`, ...writtenDeadline(task) }
    case 'subflow': {
      const { waits: wait, passesOn: transmitFailed } = task
      return { type: `${CORE}.flow.Subflow`, namespace: 'company.team', flowId: 'child', wait, transmitFailed }
    }
    case 'sequential':
      return { type: `${CORE}.flow.Sequential` }
    case 'allowFailure':
      return { type: `${CORE}.flow.AllowFailure` }
    case 'parallel':
      return { type: `${CORE}.flow.Parallel`, concurrent: task.limit }
    case 'dag':
      return { type: `${CORE}.flow.Dag`, concurrent: task.limit }
    case 'if':
      return { type: `${CORE}.flow.If`, condition: EXPRESSIONS[task.truth] }
    case 'switch':
      return { type: `${CORE}.flow.Switch`, value: task.choice ?? '{{ nope }}' }
    case 'forEach':
      return { type: `${CORE}.flow.ForEach`, values: task.values ?? '{{ nope }}', concurrencyLimit: task.limit }
    case 'eachSequential':
      return { type: `${CORE}.flow.EachSequential`, value: JSON.stringify(task.values) }
    case 'eachParallel':
      return { type: `${CORE}.flow.EachParallel`, value: task.values ?? '{{ nope }}', concurrent: task.limit }
    case 'loopUntil':
      return { type: `${CORE}.flow.LoopUntil`, ...writtenLoop(task) }
  }
}

function writtenDeadline({ deadline }: TreeTask): object {
  if (deadline === null) return {}
  return deadline === 'broken' ? { pauseDuration: '{{ nope }}' } : { pauseDuration: 'PT1H', behavior: deadline }
}

/** The condition sees the count of the next round, too: it holds after one round less than it names. */
function writtenLoop({ id, rounds, endsBy }: TreeTask): object {
  const failOnMaxReached = endsBy === 'failing limit'
  if (endsBy === 'broken condition') return { condition: '{{ nope }}' }
  if (endsBy === 'condition') return { condition: `{{ outputs.${id}.iterationCount > ${rounds} }}` }
  return { condition: 'false', failOnMaxReached, checkFrequency: { maxIterations: rounds, interval: 'PT1M' } }
}
