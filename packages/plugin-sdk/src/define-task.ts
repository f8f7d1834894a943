import type {
  EffectTaskType,
  InlineContext,
  InlineResult,
  InlineTaskType,
  PropertyShape,
  Rendered,
  ValueMap,
} from '@countersign/core'
import type { TaskContext } from './task-context.ts'

/** How an effect task ended well. Nothing at all means: SUCCESS without outputs. */
export interface TaskResult {
  readonly outputs?: ValueMap
  /** Default SUCCESS. */
  readonly state?: 'SUCCESS' | 'WARNING'
}

/** A task with an effect outside, with its code: what a worker runs. */
export interface EffectTask extends EffectTaskType {
  /**
   * Does the work. `input` is what `properties` rendered. Resolves when it is done; throws `TaskFailure` (or any `Error`) when
   * it could not be done, or when `context.signal` was aborted.
   */
  run(context: TaskContext, input: Readonly<Record<string, unknown>>): Promise<TaskResult>
}

/** A task that only computes, with its code. */
export type InlineTask = InlineTaskType

interface TaskDefinition<S extends PropertyShape> {
  /** Canonical name, such as `io.kestra.plugin.core.http.Request`. Never changed once flows use it. */
  readonly type: string
  /** Older or newer names of the same task. */
  readonly aliases?: readonly string[]
  /** A part of another task of the engine, which no flow can name. */
  readonly internal?: true
  readonly title: string
  readonly description: string
  readonly properties: S
}

/**
 * Declares a task with an effect outside. It is data: nothing is registered.
 *
 * @example
 * ```ts
 * export const ping = defineTask({
 *   type: 'com.example.Ping',
 *   title: 'Ping a host',
 *   description: 'Opens a connection and closes it again.',
 *   properties: { host: p.string().mandatory(), timeout: p.duration().default(5_000) },
 *   async run(context, input) {
 *     context.log('INFO', `Calling ${input.host}`)
 *     return { outputs: { open: await tryToConnect(input.host, input.timeout, context.signal) } }
 *   },
 * })
 * ```
 */
export function defineTask<const S extends PropertyShape>(
  definition: TaskDefinition<S> & {
    run(context: TaskContext, input: Rendered<S>): Promise<TaskResult | undefined>
  },
): EffectTask {
  return {
    kind: 'effect',
    ...informationOf(definition),
    // The worker renders `definition.properties`, so the input has exactly this type.
    run: async (context, input) => (await definition.run(context, input as Rendered<S>)) ?? {},
  }
}

/**
 * Declares a task that only computes. It runs inside the engine's turn: no I/O, no clock of its own, no promises.
 *
 * @example
 * ```ts
 * export const double = defineInlineTask({
 *   type: 'com.example.Double',
 *   title: 'Double a number',
 *   description: 'Gives twice the number.',
 *   properties: { number: p.decimal().mandatory() },
 *   run: (input) => ({ outputs: { value: input.number * 2 } }),
 * })
 * ```
 */
export function defineInlineTask<const S extends PropertyShape>(
  definition: TaskDefinition<S> & {
    /** True for tasks that change the execution itself: labels, variables, its end. */
    readonly inExecutor?: boolean
    run(input: Rendered<S>, context: InlineContext): InlineResult
  },
): InlineTask {
  return {
    kind: 'inline',
    ...informationOf(definition),
    ...(definition.inExecutor === undefined ? {} : { inExecutor: definition.inExecutor }),
    // The engine renders `definition.properties`, so the input has exactly this type.
    run: (input, context) => definition.run(input as Rendered<S>, context),
  }
}

function informationOf<S extends PropertyShape>(definition: TaskDefinition<S>) {
  const { type, aliases = [], internal, title, description, properties } = definition
  return { type, aliases, ...(internal === undefined ? {} : { internal }), title, description, properties }
}
