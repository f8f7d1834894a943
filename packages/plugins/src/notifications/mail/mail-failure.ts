import { TaskFailure } from '@countersign/plugin-sdk'

/** What the codes of nodemailer mean, in words that end a sentence. */
const WORDS: Readonly<Record<string, string>> = {
  EAUTH: 'it refused the user name or password',
  ENOAUTH: 'it wants a login, and none is set',
  ECONNECTION: 'the connection was closed or refused',
  ESOCKET: 'the connection failed',
  ETIMEDOUT: 'it did not answer in time',
  EDNS: 'its host name does not exist',
  ETLS: 'the encrypted connection could not be made; is transportStrategy right for this port',
  EENVELOPE: 'it refused the sender or every recipient',
  EMESSAGE: 'it refused the message',
  EPROTOCOL: 'it does not speak SMTP; is the port right',
}

/** Failures that the same task would meet again. */
const FINAL: ReadonlySet<string> = new Set(['EAUTH', 'ENOAUTH'])

/**
 * Says why mail was not taken, with the reply of the mail server, which says most. Never the library's own message: it may hold
 * what was sent.
 */
export function toMailFailure(error: unknown, host: string): TaskFailure {
  const code = textMember(error, 'code') ?? ''
  const reply = textMember(error, 'response')
  const words = WORDS[code] ?? `the mail could not be sent${code === '' ? '' : ` (${code})`}`
  const isPermanent = error instanceof Error && 'permanent' in error && error.permanent === true
  const message = `Mail server ${host}: ${words}${reply === undefined ? '' : ` (${reply.trim()})`}.`
  return FINAL.has(code) || isPermanent
    ? TaskFailure.fatal(message, { code: 'MAIL_REFUSED' })
    : TaskFailure.retryable(message, { code: 'MAIL_NOT_SENT' })
}

function textMember(error: unknown, name: 'code' | 'response'): string | undefined {
  if (typeof error !== 'object' || error === null || !(name in error)) return undefined
  const value: unknown = Reflect.get(error, name)
  return typeof value === 'string' ? value : undefined
}
