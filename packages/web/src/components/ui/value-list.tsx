import { printJson } from '../../lib/api/lossless-json.ts'
import { CopyButton } from './copy-button.tsx'
import styles from './value-list.module.css'

/** A map of values: one line each, objects and long texts below their name, every value to copy. */
export function ValueList({ values }: { readonly values: Readonly<Record<string, unknown>> }) {
  return (
    <dl className={styles.list}>
      {Object.entries(values).map(([name, value]) => (
        <ValueItem key={name} name={name} value={value} />
      ))}
    </dl>
  )
}

function ValueItem({ name, value }: { readonly name: string; readonly value: unknown }) {
  const isText = typeof value === 'string'
  const text = isText ? value : printJson(value)
  const long = text.includes('\n') || text.length > 100
  return (
    <div className={styles.item} data-long={long ? '' : undefined}>
      <dt>
        <code>{name}</code>
      </dt>
      <dd data-kind={value === null ? 'none' : isText ? 'text' : 'json'}>
        <span className={styles.value}>{value === null ? 'null' : text}</span>
        <CopyButton text={text} label={`Copy ${name}`} />
      </dd>
    </div>
  )
}
