import { type PropertyShape, p, type ValueMap } from '@countersign/core'
import type { EffectTask, TaskContext, TaskResult } from '@countersign/plugin-sdk'

/** A run of a scripted task that has begun. */
interface ScriptedRun {
  readonly input: Readonly<Record<string, unknown>>
  readonly context: TaskContext
}

/** A task with an effect whose end the test decides. */
export interface ScriptedTask {
  readonly task: EffectTask
  /** Every run so far, oldest first. */
  readonly runs: readonly ScriptedRun[]
  /** From now on runs end like this as soon as they begin. Without it, they end when they are told to. */
  readonly answer: (how: (run: ScriptedRun) => TaskResult | Promise<TaskResult>) => void
  /** Ends the oldest run that goes on. */
  readonly succeed: (outputs?: ValueMap) => void
  readonly fail: (error: Error) => void
}

/** Type `test.Effect` with the property `call`, or another type with properties of its own. */
export function createScriptedTask(
  type = 'test.Effect',
  properties: PropertyShape = { call: p.string() },
): ScriptedTask {
  const runs: ScriptedRun[] = []
  const open: { resolve: (result: TaskResult) => void; reject: (error: Error) => void }[] = []
  let script: ((run: ScriptedRun) => TaskResult | Promise<TaskResult>) | null = null

  return {
    task: {
      kind: 'effect',
      type,
      aliases: [],
      title: 'Does what the test says',
      description: 'Its runs are seen and ended by the test.',
      properties,
      async run(context, input) {
        const run = { context, input }
        runs.push(run)
        if (script !== null) return script(run)
        return new Promise<TaskResult>((resolve, reject) => {
          open.push({ resolve, reject })
          context.signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true })
        })
      },
    },
    runs,
    answer: (how) => {
      script = how
    },
    succeed: (outputs = {}) => open.shift()?.resolve({ outputs }),
    fail: (error) => open.shift()?.reject(error),
  }
}
