import { p, type Rendered, type TaskContext, TaskFailure, type TaskResult } from '@countersign/plugin-sdk'
import { attachmentsOf, attachmentsProperty } from './attachments.ts'
import { toMailFailure } from './mail-failure.ts'
import { chooseConnection, transportOptions } from './smtp-connection.ts'

const addresses = () => p.texts()

/** The properties of every task that sends mail. */
export const mailProperties = {
  host: p.string().describe('Mail server. Default: the one of the server’s configuration.'),
  port: p.int({ min: 1, max: 65_535 }).describe('Default: 25, 465 or 587, by transportStrategy.'),
  username: p.string(),
  password: p.secret(),
  transportStrategy: p
    .enum(['SMTP', 'SMTPS', 'SMTP_TLS'])
    .describe(
      'SMTPS: TLS from the start (default); SMTP_TLS: STARTTLS; SMTP: encrypted only when offered. Used with host.',
    ),
  sessionTimeout: p
    .int({ min: 1 })
    .default(10_000)
    .describe('Milliseconds that each step with the mail server may take.'),
  verifyServerIdentity: p.boolean().default(true).describe('False takes a certificate that is for another host name.'),
  trustedHosts: p
    .list(p.string())
    .describe('When given, a `host` that is none of them is refused. Certificates are verified all the same.'),
  from: p.string().describe('Sender. Default: the one of the server’s configuration.'),
  to: addresses().mandatory().describe('Recipients: a text with semicolons between them, or a list.'),
  cc: addresses(),
  bcc: addresses(),
  subject: p.string(),
  htmlTextContent: p.string(),
  plainTextContent: p.string(),
  attachments: attachmentsProperty.describe('Stored files to attach.'),
  embeddedImages: attachmentsProperty.describe('Stored pictures that the HTML shows by `cid:name`.'),
}

type Input = Rendered<typeof mailProperties>

/**
 * Sends one mail. WARNING when the mail server refused some of the recipients.
 * @throws TaskFailure when it took nothing, or when there is no server, sender or recipient
 */
export async function sendMail(context: TaskContext, input: Input): Promise<TaskResult> {
  const { mail } = context.services
  const connection = chooseConnection(input, mail)
  const message = messageOf(context, input, mail?.from)
  for (const { uri } of [...(input.attachments ?? []), ...(input.embeddedImages ?? [])]) await context.files.size(uri)
  // Loaded with the first mail.
  const { createTransport } = await import('nodemailer')
  const transport = createTransport(transportOptions(connection, input.sessionTimeout))
  const sent = await transport.sendMail({ ...message, signal: context.signal }).catch((error: unknown) => {
    throw context.signal.aborted ? context.signal.reason : toMailFailure(error, connection.host)
  })
  context.log('DEBUG', `Mail ${message.messageId} was taken for ${sent.accepted.length} recipients`)
  if (sent.rejected.length === 0) return {}
  context.log('WARN', `The mail server refused these recipients: ${sent.rejected.join(', ')}`)
  return { state: 'WARNING' }
}

function messageOf(context: TaskContext, input: Input, configuredSender: string | undefined) {
  const from = input.from ?? configuredSender
  if (from === undefined || from.trim() === '') {
    throw TaskFailure.fatal(
      'There is no sender: set `from` in the task, or `mail.from` in the configuration of this server.',
      {
        code: 'MAIL_NOT_CONFIGURED',
      },
    )
  }
  const to = splitAddresses(input.to)
  if (to.length === 0) throw TaskFailure.fatal('There is no recipient: `to` is empty.', { code: 'MAIL_NO_RECIPIENT' })
  return {
    from,
    to,
    cc: splitAddresses(input.cc ?? []),
    bcc: splitAddresses(input.bcc ?? []),
    ...(input.subject === undefined ? {} : { subject: input.subject }),
    ...(input.htmlTextContent === undefined ? {} : { html: input.htmlTextContent }),
    ...(input.plainTextContent === undefined ? {} : { text: input.plainTextContent }),
    attachments: [
      ...attachmentsOf(context, input.attachments ?? []),
      ...attachmentsOf(context, input.embeddedImages ?? []).map((image) => ({ ...image, cid: image.filename })),
    ],
    // The same for every try after a crash: mail servers and readers drop the second copy.
    messageId: `<${context.idempotencyKey.replaceAll(/[^\w.-]/g, '-')}@${domainOf(from)}>`,
    date: new Date(context.now()),
  }
}

function splitAddresses(given: readonly string[]): string[] {
  return given
    .flatMap((text) => text.split(';'))
    .map((address) => address.trim())
    .filter((address) => address !== '')
}

function domainOf(from: string): string {
  return /@([\w.-]+)/.exec(from)?.[1] ?? 'countersign'
}
