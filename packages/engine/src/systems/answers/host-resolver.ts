import {
  type ApprovalStore,
  type Clock,
  type Encryption,
  type Execution,
  type ExecutionStore,
  type HostAnswer,
  type HostQuestion,
  type KvEntry,
  type KvStore,
  namespaceLine,
  type TaskRun,
  type TaskRunOutputs,
  type Value,
  type ValueMap,
} from '@countersign/core'
import type { HotExecution } from '../executions/hot-execution.ts'
import { answerFile, answerFileLines, type FileAnswerOptions } from './answer-file.ts'
import { answerSecret } from './answer-secret.ts'
import type { HolidayCalendar } from './holiday-calendar.ts'
import type { SecretMasker } from './secret-masker.ts'
import type { SecretSource } from './secret-source.ts'
import { answerUnseal } from './unseal.ts'

/** Finds the answers that renderings lack. */
export interface HostResolver {
  /**
   * Answers a question of an execution. What the flow can be blamed for (no such key, no such secret) is an answer; a
   * database that does not answer rejects, and the question is asked again later.
   */
  answer(question: HostQuestion, hot: HotExecution): Promise<HostAnswer>
}

export interface HostResolverOptions extends FileAnswerOptions {
  readonly executions: Pick<ExecutionStore, 'outputs' | 'outputsAt' | 'taskRuns' | 'loopValues' | 'logs'>
  readonly approvals: Pick<ApprovalStore, 'ofExecution'>
  readonly kv: KvStore
  readonly secrets: SecretSource
  readonly masker: SecretMasker
  /** Null: the server has no encryption key. */
  readonly encryption: Encryption | null
  readonly clock: Clock
  readonly holidays?: HolidayCalendar
  /** Base URL of this server, without a slash at its end. */
  readonly url: string
}

type Answerer = (options: HostResolverOptions, hot: HotExecution, args: readonly Value[]) => Promise<HostAnswer>

/** One entry for each kind of question (core's `DataQuestion` and the expression language's `HostFunction`). */
const ANSWERERS: Readonly<Record<string, Answerer>> = {
  outputs: async ({ executions }, { execution }, [taskId]) => {
    const rows = await executions.outputs(execution.id, text(taskId))
    return known(rows.map(outputsValue))
  },
  outputTasks: async ({ executions }, { execution }) => {
    const rows = await executions.outputs(execution.id)
    return known([...new Set(rows.map((row) => row.taskId))])
  },
  taskStates: async ({ executions }, { execution }) => {
    // In sequence order, so that the newest task run of a task comes last and wins.
    const runs = await executions.taskRuns(execution.id)
    return known(Object.fromEntries(runs.map((run) => [run.taskId, run.state])))
  },
  outputsAt: async ({ executions }, { execution }, [taskId, path]) => {
    const row = await executions.outputsAt(execution.id, text(taskId), texts(path))
    return known(row?.outputs ?? null)
  },
  taskStateAt: async ({ executions }, { execution }, [taskId, value]) => {
    const runs = await executions.taskRuns(execution.id)
    return known(runs.findLast((run) => run.taskId === taskId && run.value === value)?.state ?? null)
  },
  taskValues: async ({ executions }, { execution }, [taskId]) => {
    const runs = (await executions.taskRuns(execution.id)).filter((run) => run.taskId === taskId)
    return known([...new Set(runs.flatMap((run) => (run.value === null ? [] : [run.value])))])
  },
  loopValues: async ({ executions }, { execution }, [taskRunId, chunk]) => {
    const [found] = await executions.loopValues(execution.id, { taskRunId: text(taskRunId), chunk: Number(chunk) })
    return known(found?.values ?? [])
  },
  taskRunsBelow: async ({ executions }, { execution }, [taskRunId]) =>
    known(taskRunsBelow(await executions.taskRuns(execution.id), text(taskRunId))),
  attempts: async ({ executions }, { execution }) => {
    const runs = await executions.taskRuns(execution.id)
    return known(runs.map((run) => run.attempts.map((attempt) => attempt.state)))
  },
  rounds: async ({ approvals }, { execution }, [taskId, iterationKey]) => {
    const requests = await approvals.ofExecution(execution.tenant, execution.id)
    const asked = requests.filter((one) => one.taskId === taskId && one.iterationKey === iterationKey)
    return known(Math.max(0, ...asked.map((request) => request.round)))
  },
  errorLogs: async ({ executions }, { execution }) => {
    const lines = await executions.logs(execution.id, { levels: ['ERROR'] })
    return known(
      lines.map((line) => ({
        taskId: line.taskId,
        taskRunId: line.taskRunId,
        attemptNumber: line.attempt,
        timestamp: new Date(line.at).toISOString(),
        level: line.level,
        message: line.message,
      })),
    )
  },
  kv: async ({ kv, clock }, { execution }, [namespace, key]) => {
    const entry = await findInherited(kv, execution, text(namespace), text(key))
    if (entry === null) return absent(`Namespace \`${text(namespace)}\` has no key \`${text(key)}\``)
    if (entry.expiresAt !== null && entry.expiresAt <= clock.now()) {
      return absent(`The key \`${text(key)}\` of namespace \`${text(namespace)}\` has expired`)
    }
    return known(entry.value)
  },
  unseal: async ({ encryption, masker }, { execution }, args) => answerUnseal(encryption, masker, execution, args),
  secret: ({ secrets, masker }, { execution }, args) => answerSecret(secrets, masker, execution, args),
  fileLines: (options, { execution }, args) => answerFileLines(options, execution, args),
  read: (options, { execution }, args) => answerFile('read', options, execution, args),
  fileSize: (options, { execution }, args) => answerFile('fileSize', options, execution, args),
  fileExists: (options, { execution }, args) => answerFile('fileExists', options, execution, args),
  isFileEmpty: (options, { execution }, args) => answerFile('isFileEmpty', options, execution, args),
  publicHoliday: async ({ holidays }, _hot, [day, country, part]) => {
    if (holidays === undefined) return { ok: false, message: 'This server has no calendar of public holidays' }
    const holiday = await holidays.isHoliday(text(day), text(country), part === null ? null : text(part))
    if (holiday !== null) return known(holiday)
    return {
      ok: false,
      message: `There is no calendar of public holidays for \`${[country, part].filter(Boolean).join('-')}\``,
    }
  },
  appLink: async ({ url }, { execution }, [, baseUrl]) => {
    const base = typeof baseUrl === 'string' && baseUrl !== '' ? baseUrl.replace(/\/+$/, '') : url
    return known(`${base}/ui/${execution.tenant}/executions/${execution.id}/approval`)
  },
  // Kept as it is until the attempt got past its questions, so that a repeated rendering sees it again.
  remember: async (_options, _hot, [value]) => known(value ?? null),
}

/** Answers from the stores, the secrets and the configuration of this server. */
export function createHostResolver(options: HostResolverOptions): HostResolver {
  return {
    async answer(question, hot) {
      const answerer = Object.hasOwn(ANSWERERS, question.kind) ? ANSWERERS[question.kind] : undefined
      if (answerer !== undefined) return answerer(options, hot, question.args)
      return { ok: false, message: `This server cannot answer \`${question.kind}()\` yet` }
    },
  }
}

/** An entry of a namespace; in the execution's own one, of the nearest of its parents where it has none itself. */
export async function findInherited(
  kv: Pick<KvStore, 'find'>,
  { tenant, namespace: own }: Pick<Execution, 'tenant' | 'namespace'>,
  namespace: string,
  key: string,
): Promise<KvEntry | null> {
  for (const place of namespace === own ? namespaceLine(own) : [namespace]) {
    const entry = await kv.find(tenant, place, key)
    if (entry !== null) return entry
  }
  return null
}

function taskRunsBelow(runs: readonly TaskRun[], parentId: string): readonly ValueMap[] {
  const children = Map.groupBy(runs, (run) => run.parentId)
  const below = (id: string): readonly ValueMap[] =>
    (children.get(id) ?? []).flatMap(({ id: own, taskId, sequence }) => [{ id: own, taskId, sequence }, ...below(own)])
  return below(parentId)
}

function texts(value: Value | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}

function outputsValue(row: TaskRunOutputs): ValueMap {
  return { taskRunId: row.taskRunId, path: row.path, outputs: row.outputs }
}

function known(value: Value): HostAnswer {
  return { ok: true, value }
}

function absent(message: string): HostAnswer {
  return { ok: false, message, absent: true }
}

function text(value: Value | undefined): string {
  return value === undefined || value === null ? '' : String(value)
}
