import { type EffectTaskType, type InlineTaskType, parseTask, renderProperties } from '@countersign/core'
import type { TaskContext, TaskResult } from '@countersign/plugin-sdk'
import { RefusedTask } from './attempt-failure.ts'
import type { AttemptInput, AttemptRunnerOptions } from './attempt-parts.ts'
import { renderAttempt } from './attempt-rendering.ts'

/** The type that brings tasks along; one within another would never be told apart from a circle (engine.md 5.4). */
const CARRIER = 'io.kestra.plugin.core.templating.TemplatedTask'

/**
 * Runs tasks that the task of this attempt brings along: read and checked like those of a flow, rendered in the same place,
 * with the same context.
 */
export function createNestedTasks(
  options: AttemptRunnerOptions,
  input: AttemptInput,
  context: TaskContext,
): (yaml: string) => Promise<TaskResult> {
  return async (yaml) => {
    const { task, diagnostics } = parseTask(yaml, options.catalogue)
    if (task === null) {
      const problems = diagnostics.filter(({ severity }) => severity === 'error').map(describe)
      throw new RefusedTask(`The text is no task that can be run:\n${problems.join('\n')}`)
    }
    const type = runnable(options, task.type)
    const properties = await renderAttempt(options, input, (renderer) =>
      renderProperties(type.properties, task.properties, renderer),
    )
    if (type.kind === 'inline') return runInline(type, properties, input, context)
    const effect = options.catalogue.effect(task.type)
    if (effect === undefined) throw new RefusedTask(`This server cannot run tasks of type \`${task.type}\`.`)
    return effect.run(context, properties)
  }
}

function describe({ message, range, hint }: ReturnType<typeof parseTask>['diagnostics'][number]): string {
  const place = range === null ? '' : `line ${range.line}: `
  return `${place}${message}${hint === undefined ? '' : ` ${hint}`}`
}

function runnable({ catalogue }: AttemptRunnerOptions, name: string): InlineTaskType | EffectTaskType {
  const type = catalogue.find(name)
  if (type === undefined) throw new RefusedTask(`There is no task type \`${name}\`.`)
  if (type.kind === 'flowable' || type.type === CARRIER || (type.kind === 'inline' && type.inExecutor === true)) {
    const message = `A task of type \`${name}\` cannot be brought along by another: it is run by the engine itself.`
    throw new RefusedTask(message)
  }
  return type
}

function runInline(
  type: InlineTaskType,
  properties: Readonly<Record<string, unknown>>,
  { hot }: AttemptInput,
  context: TaskContext,
): TaskResult {
  const { variables } = hot.execution
  const {
    outputs = {},
    state = 'SUCCESS',
    message,
  } = type.run(properties, { log: context.log, now: context.now(), variables })
  if (state === 'FAILED') throw new RefusedTask(message ?? 'The task failed without a message.', outputs)
  return { outputs, state }
}
