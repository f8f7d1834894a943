import type { FollowedExecution } from '../hooks/use-execution.ts'
import { type EvidenceItem, evidenceOf } from '../model/evidence.ts'
import styles from './request-page.module.css'

/** What the execution was started with. Nothing is shown for an execution without inputs, or one that is hidden. */
export function Evidence({ followed }: { readonly followed: FollowedExecution }) {
  const { execution, flow } = followed
  if (execution === null) return null
  const items = evidenceOf(execution.inputs, flow?.inputs ?? [])
  if (items.length === 0) return null
  return (
    <section aria-labelledby="evidence-heading">
      <h2 id="evidence-heading" className={styles.heading}>
        What it is about
      </h2>
      <dl className={styles.facts}>
        {items.map((item) => (
          <Fact key={item.id} item={item} />
        ))}
      </dl>
    </section>
  )
}

function Fact({ item }: { readonly item: EvidenceItem }) {
  return (
    <div className={styles.fact} data-long={item.long ? '' : undefined}>
      <dt>{item.label}</dt>
      <dd>{item.text ?? <span className={styles.faint}>not given</span>}</dd>
    </div>
  )
}
