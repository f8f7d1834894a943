import styles from './request-page.module.css'

interface CommentFieldProps {
  readonly offered: boolean
  readonly text: string
  readonly onChange: (text: string) => void
}

/** A word for the record, where the form itself has no place for one. It goes into the audit log with the decision. */
export function CommentField({ offered, text, onChange }: CommentFieldProps) {
  if (!offered) return null
  return (
    <label className={styles.comment}>
      <span>
        Comment <span className={styles.faint}>optional, kept with the decision</span>
      </span>
      <textarea rows={3} value={text} onChange={(event) => onChange(event.target.value)} />
    </label>
  )
}
