import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type ExecutionStore, isTerminated, type Logger, type TaskRun, type Write } from '@countersign/core'
import { type AttemptDirectory, createAttemptDirectory } from './attempt-directory.ts'

/** The directories in which programs of tasks work, below one that belongs to this server alone. */
export interface WorkDirectories {
  /** One for an attempt alone. */
  ofAttempt(): AttemptDirectory
  /** The one of a WorkingDirectory, for all its tasks. It is there until the task run has ended, and survives the process. */
  shared(run: Pick<TaskRun, 'id' | 'executionId' | 'attempts'>): AttemptDirectory
  /** Looks whether a committed write has ended a task run with a directory, and removes that. */
  observe(write: Write): void
  /** Removes what earlier processes left behind. Before anything runs: nothing but shared directories that are in use is kept. */
  sweep(): Promise<void>
}

interface WorkDirectoriesOptions {
  readonly root: string
  readonly executions: Pick<ExecutionStore, 'taskRuns'>
  readonly logger: Logger
}

export function createWorkDirectories({ root, executions, logger }: WorkDirectoriesOptions): WorkDirectories {
  /** Paths of shared directories by the task run that they are for. */
  const shared = new Map<string, Set<string>>()

  function remember(taskRunId: string, path: string): void {
    const paths = shared.get(taskRunId) ?? new Set()
    shared.set(taskRunId, paths.add(path))
  }

  function remove(path: string): void {
    rm(path, { recursive: true, force: true }).catch((error: unknown) => {
      logger.warn('A working directory could not be removed', { error })
    })
  }

  function forget(taskRunId: string): void {
    for (const path of shared.get(taskRunId) ?? []) remove(path)
    shared.delete(taskRunId)
  }

  /** The task run that a directory is for, while it is in use; a later attempt has a directory of its own. */
  async function userOf(name: string): Promise<TaskRun | undefined> {
    const parts = /^shared-(.+)\.(.+)\.(\d+)$/.exec(name)
    if (parts === null) return undefined
    const [, executionId = '', taskRunId = '', attempts = ''] = parts
    const run = (await executions.taskRuns(executionId)).find(({ id }) => id === taskRunId)
    const isUsed = run !== undefined && !isTerminated(run.state) && run.attempts.length === Number(attempts)
    return isUsed ? run : undefined
  }

  return {
    ofAttempt: () => createAttemptDirectory(root, logger),
    shared(run) {
      const path = join(root, sharedName(run))
      return {
        async path() {
          remember(run.id, path)
          await mkdir(path, { recursive: true, mode: 0o700 })
          return path
        },
        remove: async () => {},
      }
    },
    observe(write) {
      if (write.kind === 'task-run-update' && isTerminated(write.row.state)) forget(write.row.id)
      else if (write.kind === 'task-run-delete') forget(write.taskRunId)
    },
    async sweep() {
      const names = await readdir(root).catch(() => [])
      for (const name of names) {
        const run = await userOf(name)
        if (run === undefined) await rm(join(root, name), { recursive: true, force: true })
        else remember(run.id, join(root, name))
      }
    },
  }
}

/** Every attempt begins with an empty directory, also while that of the one before is being removed. */
function sharedName({ executionId, id, attempts }: Pick<TaskRun, 'id' | 'executionId' | 'attempts'>): string {
  return `shared-${executionId}.${id}.${attempts.length}`
}
