import { IconMail } from '@tabler/icons-react'
import type { CaughtLetter } from '../model/caught.ts'
import styles from './catcher-page.module.css'
import { CaughtHead } from './caught-head.tsx'
import { ChatText } from './chat-text.tsx'

/** A mail. Its HTML is shown as source: nothing that a flow wrote is rendered as part of this page. */
export function CaughtMail({ mail }: { readonly mail: CaughtLetter }) {
  return (
    <>
      <CaughtHead icon={<IconMail size={18} aria-hidden />} title={mail.subject} at={mail.at} />
      <p className={styles.type}>
        From {mail.from} to {mail.to.join(', ')}
      </p>
      <ChatText text={mail.text ?? mail.html ?? ''} />
    </>
  )
}
