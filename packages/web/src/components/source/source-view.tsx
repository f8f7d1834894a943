import { numberedLines } from '../../lib/source/numbered-lines.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { scrollAreaProps } from '../ui/scroll-area-props.ts'
import styles from './source.module.css'
import { YamlLine } from './yaml-line.tsx'

interface SourceViewProps {
  readonly source: string
  readonly label: string
}

/** YAML to read: numbered lines, colours, and a button that copies it. The numbers are never part of a selection. */
export function SourceView({ source, label }: SourceViewProps) {
  const lines = numberedLines(source.replace(/\n$/, ''))
  return (
    <section className={styles.frame} aria-label={label}>
      <div className={styles.copy}>
        <CopyButton text={source} label="Copy the source" />
      </div>
      <div className={styles.scroll} {...scrollAreaProps}>
        <div className={styles.numbers} aria-hidden>
          {lines.map(({ number }) => (
            <span key={number}>{number}</span>
          ))}
        </div>
        <pre className={styles.lines}>
          {lines.map((line) => (
            <YamlLine key={line.number} text={line.text} />
          ))}
        </pre>
      </div>
    </section>
  )
}
