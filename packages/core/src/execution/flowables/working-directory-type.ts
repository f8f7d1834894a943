import { p } from '../../task/properties/p.ts'
import type { FlowableTaskType } from '../../task/task-type.ts'
import type { PlanNode } from '../plan.ts'

export const WORKING_DIRECTORY = 'io.kestra.plugin.core.flow.WorkingDirectory'

const cacheProperties = {
  patterns: p.list(p.string()).mandatory().describe('Globs of the files to keep.'),
  ttl: p.duration().describe('For how long they are used. Without it they do not grow old.'),
}

/** What a worker does with the directory before the tasks begin. */
const PREPARE = {
  inputFiles: p
    .map(p.string())
    .describe('Files to write before the tasks begin: by name, a text or the address of a stored file.'),
  namespaceFiles: p
    .object({
      enabled: p.boolean().default(true).describe('Whether any are written.'),
      namespaces: p.list(p.string()).describe('Of these namespaces; default: the one of the flow.'),
      include: p.list(p.string()).describe('Globs of the files to write; default: all.'),
      exclude: p.list(p.string()).describe('Globs of files to leave out.'),
    })
    .describe('Namespace files to write before the tasks begin.'),
  cache: p
    .object(cacheProperties)
    .describe('Files to keep for the next execution of this task. They are there before the tasks begin.'),
}

/** What a worker does with the directory after the tasks have ended. */
const CAPTURE = {
  outputFiles: p.list(p.string()).describe('Globs of files to store afterwards; their addresses are outputs.'),
  cache: PREPARE.cache,
}

/** Properties that the phases of a WorkingDirectory render, each for itself. */
export const WORKING_DIRECTORY_PROPERTIES = { prepare: PREPARE, capture: CAPTURE }

export const workingDirectoryType: FlowableTaskType = {
  kind: 'flowable',
  type: WORKING_DIRECTORY,
  aliases: ['io.kestra.core.tasks.flows.WorkingDirectory', 'io.kestra.core.tasks.flows.Worker'],
  title: 'Run tasks one after another in one directory',
  description:
    'Runs its tasks in order, all in one working directory, so that each finds the files of those before it. They are tasks that run on a worker, or that only compute.',
  branches: ['tasks', 'errors', 'finally'],
  properties: { ...PREPARE, ...CAPTURE },
}

/** True for a task whose attempts run in the directory of the WorkingDirectory around it. */
export function runsInDirectory({ parent, branch }: PlanNode): boolean {
  return parent?.task.type === WORKING_DIRECTORY && branch === 'tasks'
}
