import {
  POLLING_PROPERTIES,
  type PropertyShape,
  type Rendered,
  type TriggerType,
  type ValueMap,
} from '@countersign/core'
import type { TaskContext, TaskServices } from './task-context.ts'

/** The flow and the trigger that a look belongs to. */
export interface TriggerFacts {
  readonly tenant: string
  readonly namespace: string
  readonly flowId: string
  readonly flowRevision: number
  readonly triggerId: string
}

/** What a polling trigger gets beside its input. */
export interface TriggerContext {
  /** For the people who run the server: a look belongs to no execution yet. */
  log: TaskContext['log']
  /** Milliseconds since the epoch. */
  now(): number
  /** Aborted when the server stops: leave soon, and throw. */
  readonly signal: AbortSignal
  readonly facts: TriggerFacts
  readonly services: TaskServices
  /**
   * Whether an expression of the trigger's own is true (neither blank nor `false`) for what was found; `variables` are its roots.
   * @throws an expression error
   */
  holds(template: string, variables: ValueMap): Promise<boolean>
}

/** A trigger that looks whether something is there, with its code: what a worker runs. */
export interface PollingTriggerCode extends TriggerType {
  readonly kind: 'polling'
  /**
   * Looks once. Gives what executions see as `trigger`, or null when there is nothing to start. What it throws is a look that
   * failed; the next one comes after the interval all the same.
   */
  evaluate(context: TriggerContext, input: Readonly<Record<string, unknown>>): Promise<ValueMap | null>
}

interface TriggerDefinition<S extends PropertyShape> {
  /** Canonical name, such as `io.kestra.plugin.core.http.Trigger`. Never changed once flows use it. */
  readonly type: string
  readonly aliases?: readonly string[]
  readonly title: string
  readonly description: string
  /** Properties of its own. `interval`, `conditions` and what else every trigger has are added. */
  readonly properties: S
}

/** What a property renders to. */
type Input<S extends PropertyShape> = Rendered<S>

/**
 * Declares a trigger that looks, at an interval, whether something is there. It is data: nothing is registered.
 *
 * @example
 * ```ts
 * export const fileArrived = defineTrigger({
 *   type: 'com.example.FileArrived',
 *   title: 'Start when a file is there',
 *   description: 'Looks into a folder.',
 *   properties: { folder: p.string().mandatory() },
 *   async evaluate(_context, input) {
 *     const names = await list(input.folder)
 *     return names.length === 0 ? null : { names }
 *   },
 * })
 * ```
 */
export function defineTrigger<const S extends PropertyShape>(
  definition: TriggerDefinition<S> & {
    evaluate(context: TriggerContext, input: Input<S>): Promise<ValueMap | null>
  },
): PollingTriggerCode {
  const { type, aliases = [], title, description, properties } = definition
  return {
    kind: 'polling',
    type,
    aliases,
    title,
    description,
    properties: { ...POLLING_PROPERTIES, ...properties },
    // The worker renders `properties`, so the input has exactly this type.
    evaluate: (context, input) => definition.evaluate(context, input as Input<S>),
  }
}
