import { type HostAnswer, type HostQuestion, invariant } from '@countersign/core'
import { isPendingSignal } from '@countersign/expression'

/** No template needs more answers than this; one that does asks in a circle. */
const MAX_QUESTIONS = 10_000

/**
 * Renders outside a turn (in a worker, for a form, in the playground): repeats `render` with every answer that it lacks
 * until it comes through. The answers are forgotten afterwards, unless the caller keeps them.
 *
 * @throws whatever `render` throws but pending signals, what `answer` rejects with, and the reason of `signal`
 */
export async function renderWithAnswers<T>(options: {
  readonly render: (answers: ReadonlyMap<string, HostAnswer>) => T
  readonly answer: (question: HostQuestion) => Promise<HostAnswer>
  readonly signal?: AbortSignal
  /** Answers known before; those that are found out are added. */
  readonly answers?: Map<string, HostAnswer>
}): Promise<T> {
  const { render, answer, signal, answers = new Map<string, HostAnswer>() } = options
  for (;;) {
    signal?.throwIfAborted()
    try {
      return render(answers)
    } catch (error) {
      if (!isPendingSignal(error)) throw error
      const { key, kind, args } = error
      invariant(!answers.has(key) && answers.size < MAX_QUESTIONS, `the rendering asks for \`${kind}\` again and again`)
      answers.set(key, await answer({ key, kind, args }))
    }
  }
}
