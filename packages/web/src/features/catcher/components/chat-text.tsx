import { chatSpans } from '../model/caught.ts'
import styles from './catcher-page.module.css'

/** A text with its bold words and addresses. */
export function ChatText({ text }: { readonly text: string }) {
  let at = 0
  return (
    <p className={styles.text}>
      {chatSpans(text).map((span) => {
        const key = at
        at += span.text.length + 1
        if (span.kind === 'bold') return <strong key={key}>{span.text}</strong>
        if (span.kind === 'plain') return <span key={key}>{span.text}</span>
        return (
          <a key={key} href={span.href}>
            {span.text}
          </a>
        )
      })}
    </p>
  )
}
