import { IconBrandSlack } from '@tabler/icons-react'
import { type CaughtRequest, slackSpans, slackWords } from '../model/caught.ts'
import styles from './catcher-page.module.css'
import { CaughtHead } from './caught-head.tsx'

/** A message to a Slack channel, as its readers would see it. */
export function CaughtSlack({ message }: { readonly message: CaughtRequest }) {
  const { channel, text } = slackWords(message)
  let at = 0
  return (
    <>
      <CaughtHead icon={<IconBrandSlack size={18} aria-hidden />} title={`Slack ${channel ?? ''}`} at={message.at} />
      <p className={styles.text}>
        {slackSpans(text).map((span) => {
          const key = at
          at += span.text.length + 1
          if (span.kind === 'bold') return <strong key={key}>{span.text}</strong>
          if (span.kind === 'link') {
            return (
              <a key={key} href={span.href}>
                {span.text}
              </a>
            )
          }
          return <span key={key}>{span.text}</span>
        })}
      </p>
    </>
  )
}
