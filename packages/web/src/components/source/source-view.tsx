import { CopyButton } from '../ui/copy-button.tsx'
import styles from './source.module.css'
import { YamlLine } from './yaml-line.tsx'

interface SourceViewProps {
  readonly source: string
  readonly label: string
}

/** YAML to read: numbered lines, colours, and a button that copies it. The numbers are never part of a selection. */
export function SourceView({ source, label }: SourceViewProps) {
  const lines = source.replace(/\n$/, '').split('\n')
  return (
    <section className={styles.frame} aria-label={label}>
      <div className={styles.copy}>
        <CopyButton text={source} label="Copy the source" />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must be able to reach it */}
      <div className={styles.scroll} tabIndex={0}>
        <div className={styles.numbers} aria-hidden>
          {lines.map((_, index) => (
            // Lines have no other identity than their number.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <span key={index}>{index + 1}</span>
          ))}
        </div>
        <pre className={styles.lines}>
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity than their number
            <YamlLine key={index} text={line} />
          ))}
        </pre>
      </div>
    </section>
  )
}
