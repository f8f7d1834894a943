import type { Execution, ExecutionStore, TaskRun, ValueMap } from '@countersign/core'
import { writeJson } from '../../app/write-json.ts'
import { presentExecutionParts, presentTaskRun } from './present-execution.ts'

interface WriterOptions {
  readonly executions: Pick<ExecutionStore, 'taskRuns' | 'outputs'>
  readonly workerId: string
}

/** The body of an answer: small ones at once, large ones piece by piece. */
export type WrittenJson = { readonly text: string } | { readonly stream: AsyncIterable<string> }

/** Writes executions as JSON, task runs page by page, so that a loop of 100,000 needs no more memory than one of 100. */
export interface ExecutionWriter {
  write(execution: Execution, extra?: { readonly url?: string }): Promise<WrittenJson>
  /** As one text whatever its size, for events. */
  text(execution: Execution): Promise<string>
  /** A page of a search. */
  writePage(items: readonly Execution[], total: number): Promise<WrittenJson>
}

const PAGE_SIZE = 500

export function createExecutionWriter({ executions, workerId }: WriterOptions): ExecutionWriter {
  async function* pieces(
    execution: Execution,
    extra: { readonly url?: string } = {},
  ): AsyncGenerator<string, void, void> {
    const { head, tail } = presentExecutionParts(execution)
    yield writeJson(head).slice(0, -1)
    const context = { execution, workerId }
    const outputs = await outputsOf(execution)
    let separator = ',"taskRunList":['
    for await (const runs of pagesOf(execution)) {
      const items = runs.map((run) => writeJson(presentTaskRun(run, outputs.get(run.id) ?? {}, context)))
      yield separator + items.join(',')
      separator = ','
    }
    // An execution that has run nothing has no list at all (observed/api.md D30).
    if (separator === ',') yield ']'
    yield `,${writeJson({ ...tail, ...extra }).slice(1)}`
  }

  async function* pagesOf({ id, nextSequence }: Execution): AsyncGenerator<readonly TaskRun[], void, void> {
    // Not asked for more than there can be: an execution that has only been created costs no read, a small one a quick one.
    for (let after = -1; after < nextSequence - 1; ) {
      const limit = Math.min(PAGE_SIZE, nextSequence - 1 - after)
      const runs = await executions.taskRuns(id, { after, limit })
      if (runs.length > 0) yield runs
      const last = runs.at(-1)
      if (runs.length < limit || last === undefined) return
      after = last.sequence
    }
  }

  async function outputsOf(execution: Execution): Promise<ReadonlyMap<string, ValueMap>> {
    if (execution.nextSequence === 0) return new Map()
    const rows = await executions.outputs(execution.id)
    return new Map(rows.map(({ taskRunId, outputs }) => [taskRunId, outputs]))
  }

  async function* pagePieces(items: readonly Execution[], total: number): AsyncGenerator<string, void, void> {
    yield '{"results":['
    for (const [index, execution] of items.entries()) {
      if (index > 0) yield ','
      yield* pieces(execution)
    }
    yield `],"total":${total}}`
  }

  return {
    write: (execution, extra) => written(pieces(execution, extra), execution.nextSequence),
    text: (execution) => joined(pieces(execution)),
    writePage(items, total) {
      const runs = items.reduce((sum, { nextSequence }) => sum + nextSequence, 0)
      return written(pagePieces(items, total), runs)
    },
  }
}

async function written(stream: AsyncIterable<string>, taskRuns: number): Promise<WrittenJson> {
  return taskRuns > PAGE_SIZE ? { stream } : { text: await joined(stream) }
}

async function joined(stream: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of stream) text += piece
  return text
}
