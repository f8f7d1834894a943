import { createRendering, type HostAnswer, type Rendering, type Value, type ValueMap } from '@countersign/core'
import { renderWithAnswers } from '../answers/render-with-answers.ts'
import type { AttemptInput, AttemptRunnerOptions } from './attempt-parts.ts'

/** Marks what is no fault of the flow: the database that an answer is in did not answer. */
export class AnswerTrouble extends Error {
  override readonly name = 'AnswerTrouble'
}

interface RenderMore {
  /** Added to what expressions see. */
  readonly extra?: ValueMap
  /** Answers that are known already; those that are found are added. */
  readonly answers?: Map<string, HostAnswer>
}

/**
 * Renders something in the place of the flow that an attempt is in, with whatever answers it needs. Secrets that come up are
 * masked from now on.
 *
 * @throws AnswerTrouble, whatever `render` throws, and the reason of the signal
 */
export function renderAttempt<T>(
  { expressions, settings, clock, resolver, masker }: AttemptRunnerOptions,
  { hot, run, signal }: Pick<AttemptInput, 'hot' | 'run' | 'signal'>,
  render: (rendering: Rendering) => T,
  { extra = {}, answers }: RenderMore = {},
): Promise<T> {
  return renderWithAnswers({
    signal,
    ...(answers === undefined ? {} : { answers }),
    answer: (question) =>
      resolver.answer(question, hot).catch((cause: unknown) => {
        throw new AnswerTrouble('An answer could not be looked up', { cause })
      }),
    render: (known) =>
      render(
        createRendering({
          expressions,
          settings,
          plan: hot.plan,
          facts: hot,
          run,
          answers: known,
          now: clock.now(),
          onSecret: (secret) => masker.learn(run.tenant, run.executionId, secret),
          extra,
        }),
      ),
  })
}

/** See `TaskContext.render`. */
export function renderLate(
  options: AttemptRunnerOptions,
  input: AttemptInput,
  template: Value,
  more: Required<RenderMore>,
): Promise<Value> {
  return renderAttempt(
    options,
    input,
    (rendering) => (typeof template === 'string' ? rendering.typed(template) : rendering.deep(template)),
    more,
  )
}
