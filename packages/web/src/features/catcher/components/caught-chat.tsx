import { IconMessage } from '@tabler/icons-react'
import { type CaughtRequest, chatWords } from '../model/caught.ts'
import { CaughtHead } from './caught-head.tsx'
import { ChatText } from './chat-text.tsx'

/** A message to a chat, as its readers would see it. */
export function CaughtChat({ message }: { readonly message: CaughtRequest }) {
  const { channel, text } = chatWords(message)
  const name = message.kind === 'teams' ? 'Teams' : 'Slack'
  return (
    <>
      <CaughtHead
        icon={<IconMessage size={18} aria-hidden />}
        title={channel === null ? name : `${name} ${channel}`}
        at={message.at}
      />
      <ChatText text={text} />
    </>
  )
}
