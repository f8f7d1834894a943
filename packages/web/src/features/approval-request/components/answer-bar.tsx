import { Words } from '../../../components/ui/words.tsx'
import { messageOf } from '../../../lib/api/api-errors.ts'
import type { Answering } from '../hooks/use-answer.ts'
import type { AnswerButton } from '../model/answer-plan.ts'
import styles from './answer-bar.module.css'

interface AnswerBarProps {
  readonly answering: Answering
  readonly onAnswer: (button: AnswerButton) => Promise<void>
}

/** The answers as verbs at the bottom of the screen, in reach of the thumb, and right above them what went wrong. */
export function AnswerBar({ answering, onAnswer }: AnswerBarProps) {
  const { plan, form, sending, problem } = answering
  const question = plan.answeredByButtons
  const questionErrors = question === null ? [] : (form.errors[question.id] ?? [])
  const refused = Object.keys(form.errors).length > 0
  return (
    <section className={styles.bar} aria-label="Answer">
      <div className={styles.inner}>
        <div role="status" className={styles.status}>
          {problem !== null && (
            <p className={styles.problem}>
              <Words text={messageOf(problem)} />
            </p>
          )}
          {questionErrors.map((message) => (
            <p key={message} className={styles.problem}>
              {message}
            </p>
          ))}
          {refused && questionErrors.length === 0 && (
            <p className={styles.problem}>Not sent: something in the form has to be put right first.</p>
          )}
        </div>
        {plan.question !== null && <p className={styles.question}>{plan.question}</p>}
        <div className={styles.buttons}>
          {plan.buttons.map((button) => (
            <button
              key={button.key}
              type="button"
              className={styles.button}
              data-look={button.look}
              disabled={sending !== null}
              onClick={() => void onAnswer(button)}
            >
              {sending === button.key ? 'Sending …' : button.label}
            </button>
          ))}
        </div>
      </div>
    </section>
  )
}

/** In place of the answers, for somebody who may see a request and not answer it. */
export function NotYours() {
  return (
    <section className={styles.bar} aria-label="Answer">
      <p className={styles.inner}>You may see this request, but not answer it.</p>
    </section>
  )
}
