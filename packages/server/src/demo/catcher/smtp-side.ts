import type { Logger } from '@countersign/core'
import { simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { CaughtMail } from './caught-message.ts'
import { findLinks } from './find-links.ts'
import type { MessageRing } from './message-ring.ts'

/** Largest mail that is taken. */
const MAX_MAIL_BYTES = 5 * 1024 * 1024

/** The SMTP server that takes mail for anybody, with any login or none. It is not listening yet. */
export function createSmtpSide(ring: MessageRing, logger: Logger): SMTPServer {
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    size: MAX_MAIL_BYTES,
    maxClients: 20,
    closeTimeout: 200,
    onAuth: (login, _session, done) => done(null, { user: login.username ?? '' }),
    onData(stream, session, done) {
      readMail(stream, session).then(
        (mail) => {
          if (stream.sizeExceeded) return done(tooLarge())
          ring.add(mail)
          done()
        },
        (error: unknown) => {
          logger.warn('The catcher could not read a mail', { error: String(error) })
          done(new Error('The mail could not be read'))
        },
      )
    },
  })
  server.on('error', (error) => logger.warn('The mail side of the catcher had an error', { error: String(error) }))
  return server
}

async function readMail(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<Omit<CaughtMail, 'id' | 'at'>> {
  const mail = await simpleParser(stream, { skipImageLinks: true, skipTextToHtml: true, skipHtmlToText: true })
  const text = mail.text === undefined || mail.text === '' ? null : mail.text
  const html = typeof mail.html === 'string' ? mail.html : null
  const subject = mail.subject ?? ''
  return {
    kind: 'mail',
    summary: subject === '' ? 'mail without a subject' : subject,
    links: findLinks(text, html),
    from: mail.from?.text ?? '',
    to: session.envelope.rcptTo.map(({ address }) => address),
    subject,
    text,
    html,
  }
}

function tooLarge(): Error {
  return Object.assign(new Error(`The catcher takes mails of ${MAX_MAIL_BYTES} bytes at most`), { responseCode: 552 })
}
