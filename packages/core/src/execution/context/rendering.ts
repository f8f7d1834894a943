import type { ExpressionEngine, ExpressionHost, RenderContext } from '@countersign/expression'
import type { Value } from '../../json/value.ts'
import { toText } from '../../task/properties/value-text.ts'
import type { PropertyRenderer } from '../../task/property.ts'
import { rememberedNowKey } from './data-question.ts'
import { executionScope } from './execution-scope.ts'
import type { ContextInput } from './facts.ts'
import { createSeededRandom, type SeededRandom } from './seeded-random.ts'

/** Renders templates in the context of one task run, or of the execution. */
export interface Rendering extends PropertyRenderer {
  /** Truth of a condition (observed/expressions.md: the trimmed text is not empty, `0`, `-0` or `false`). */
  condition(template: Value): boolean
  /** Renders texts deep inside lists and maps, keys included. */
  deep(value: Value): Value
}

interface RenderingOptions extends ContextInput {
  readonly expressions: ExpressionEngine
  /** Instant of the rendering; a remembered one among the answers wins, so that repeating it changes nothing. */
  readonly now: number
  /** Told every secret that a template read. */
  readonly onSecret?: (secret: string) => void
}

/**
 * The renderer of one task run (or of the execution). Every method may end with a pending signal; rendering again with the
 * answer gives the same text, for time, random numbers and ids come from the attempt.
 */
export function createRendering(options: RenderingOptions): Rendering {
  const { expressions, run, answers } = options
  const scope = executionScope(options)
  const remembered = answers.get(rememberedNowKey(run?.id ?? null))
  const now = remembered?.ok === true && typeof remembered.value === 'number' ? remembered.value : options.now
  const host: ExpressionHost = { answer: (question) => answers.get(question.key) }
  // Two properties with one text are two renderings, with random numbers of their own.
  let count = 0

  /** Random numbers come from the attempt and the place in it, so that a repetition draws the same ones. */
  function context(): RenderContext {
    const place = count
    count += 1
    let random: SeededRandom | null = null
    const source = () => {
      random ??= createSeededRandom(`${run?.id ?? options.facts.execution.id}:${run?.attempts.length ?? 0}:${place}`)
      return random
    }
    return {
      host,
      now: () => now,
      random: () => source().next(),
      uuid: () => source().uuid(now),
      ...(options.onSecret === undefined ? {} : { onSecret: options.onSecret }),
    }
  }

  return {
    text: (template) => expressions.render(template, scope, context()),
    typed: (template) => expressions.renderTyped(template, scope, context()),
    condition: (template) => expressions.evaluateCondition(toText(template), scope, context()),
    deep: (value) => expressions.renderDeep(value, scope, context()),
  }
}
