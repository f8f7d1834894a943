import { createRendering, type PropertyRenderer } from '@countersign/core'
import { renderWithAnswers } from '../answers/render-with-answers.ts'
import type { AttemptInput, AttemptRunnerOptions } from './attempt-parts.ts'

/** Marks what is no fault of the flow: the database that an answer is in did not answer. */
export class AnswerTrouble extends Error {
  override readonly name = 'AnswerTrouble'
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
  render: (renderer: PropertyRenderer) => T,
): Promise<T> {
  return renderWithAnswers({
    signal,
    answer: (question) =>
      resolver.answer(question, hot).catch((cause: unknown) => {
        throw new AnswerTrouble('An answer could not be looked up', { cause })
      }),
    render: (answers) =>
      render(
        createRendering({
          expressions,
          settings,
          plan: hot.plan,
          facts: hot,
          run,
          answers,
          now: clock.now(),
          onSecret: (secret) => masker.learn(run.tenant, run.executionId, secret),
        }),
      ),
  })
}
