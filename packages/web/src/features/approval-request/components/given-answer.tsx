import type { ApprovalDetail } from '@countersign/contract'
import { evidenceOf } from '../model/evidence.ts'
import styles from './request-page.module.css'

/** What was answered, field by field, and the comment. Nothing for an answer that carried neither. */
export function GivenAnswer({ request }: { readonly request: ApprovalDetail }) {
  const { settled, form } = request
  if (settled === null) return null
  const items = settled.inputs === null ? [] : evidenceOf(settled.inputs, form)
  if (items.length === 0 && settled.comment === null) return null
  return (
    <section aria-labelledby="given-heading">
      <h2 id="given-heading" className={styles.heading}>
        The answer
      </h2>
      <dl className={styles.facts}>
        {items.map((item) => (
          <div key={item.id} className={styles.fact} data-long={item.long ? '' : undefined}>
            <dt>{item.label}</dt>
            <dd>{item.text ?? <span className={styles.faint}>not given</span>}</dd>
          </div>
        ))}
        {settled.comment !== null && (
          <div className={styles.fact} data-long="">
            <dt>Comment</dt>
            <dd>{settled.comment}</dd>
          </div>
        )}
      </dl>
    </section>
  )
}
