import type { AddressInfo } from 'node:net'
import type { MailSettings } from '@countersign/plugin-sdk'
import { createMemoryFileStorage, runTask } from '@countersign/plugin-sdk/testing'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import { failedExecution } from '../../../testing/execution-summary.ts'
import { mailExecution } from '../mail-execution/task.ts'
import { mailSend } from './task.ts'

interface ReceivedMail {
  readonly recipients: readonly string[]
  readonly user: string | undefined
  readonly mail: ParsedMail
}

interface MailBox {
  readonly port: number
  readonly received: ReceivedMail[]
  readonly settings: MailSettings
}

const open: SMTPServer[] = []
afterEach(async () => {
  for (const server of open.splice(0)) await new Promise<void>((resolve) => server.close(resolve))
})

async function startMailBox(options: SMTPServerOptions = {}): Promise<MailBox> {
  const received: ReceivedMail[] = []
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    logger: false,
    onAuth: (auth, _, done) => done(null, { user: auth.username ?? '' }),
    onData(stream, session, done) {
      simpleParser(stream).then((mail) => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address)
        received.push({ recipients, user: session.user, mail })
        done()
      }, done)
    },
    ...options,
  })
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A listening TCP server has an address with a port.
  const { port } = server.server.address() as AddressInfo
  return {
    port,
    received,
    settings: { host: '127.0.0.1', port, transport: 'SMTP', from: 'Countersign <hr@example.org>' },
  }
}

const denial = { to: '{{ inputs.employee_email }}', subject: 'Request Denied', htmlTextContent: 'Reason: {{ reason }}' }
const answers = { 'inputs.employee_email': 'ana@example.org', reason: 'übermorgen <b>' }

describe('MailSend', () => {
  it('uses the mail server and the sender of the configuration when the task names none', async () => {
    const box = await startMailBox()
    const outcome = await runTask(mailSend, denial, {
      answers,
      context: { services: { mail: box.settings }, idempotencyKey: 'run/1' },
    })
    expect(outcome).toMatchObject({ state: 'SUCCESS', failure: null, outputs: {} })
    const [sent] = box.received
    expect(sent?.recipients).toEqual(['ana@example.org'])
    expect(sent?.mail.from?.text).toBe('"Countersign" <hr@example.org>')
    expect(sent?.mail.subject).toBe('Request Denied')
    expect(sent?.mail.html).toBe('Reason: übermorgen <b>\n')
    expect(sent?.mail.messageId).toBe('<run-1@example.org>')
    expect(sent?.mail.date).toEqual(new Date(Date.UTC(2026, 0, 2, 3, 4, 5)))
  })

  it('uses the server, login and sender of the task, and none of the configuration beside them', async () => {
    const box = await startMailBox()
    const outcome = await runTask(
      mailSend,
      {
        ...denial,
        host: '127.0.0.1',
        port: box.port,
        transportStrategy: 'SMTP',
        username: 'ana',
        password: 'hush',
        from: 'me@example.org',
        plainTextContent: 'plain',
      },
      {
        answers,
        context: {
          services: { mail: { ...box.settings, host: 'other.invalid', username: 'server', password: 'key' } },
        },
      },
    )
    expect(outcome.failure).toBeNull()
    expect(box.received[0]).toMatchObject({ user: 'ana', mail: { text: 'plain', from: { text: 'me@example.org' } } })
  })

  it('sends to all of to, cc and bcc, and names nobody of bcc', async () => {
    const box = await startMailBox()
    await runTask(
      mailSend,
      { to: 'Ana <a@example.org>; b@example.org', cc: ['c@example.org'], bcc: 'd@example.org', plainTextContent: 'x' },
      { context: { services: { mail: box.settings } } },
    )
    const [sent] = box.received
    expect(sent?.recipients).toEqual(['a@example.org', 'b@example.org', 'c@example.org', 'd@example.org'])
    expect(JSON.stringify(sent?.mail.headerLines)).not.toContain('d@example.org')
  })

  it('cannot be made to add headers by a line break in the subject', async () => {
    const box = await startMailBox()
    const properties = { to: 'a@example.org', subject: 'Hi\r\nBcc: evil@example.org', plainTextContent: 'x' }
    await runTask(mailSend, properties, { context: { services: { mail: box.settings } } })
    expect(box.received[0]?.recipients).toEqual(['a@example.org'])
    expect(box.received[0]?.mail.headers.has('bcc')).toBe(false)
  })

  it.each([
    [{}, 'There is no mail server: set `host` in the task, or `mail` in the configuration'],
    [
      { mail: { host: 'localhost', port: 25, transport: 'SMTP' as const } },
      'There is no sender: set `from` in the task',
    ],
  ])('says what is missing with the services %j', async (services, message) => {
    const outcome = await runTask(mailSend, denial, { answers, context: { services } })
    expect(outcome.failure).toMatchObject({ code: 'MAIL_NOT_CONFIGURED', retryable: false })
    expect(outcome.failure?.message).toContain(message)
  })

  it('fails when its recipients come out empty', async () => {
    const box = await startMailBox()
    const outcome = await runTask(mailSend, { to: ' ; ' }, { context: { services: { mail: box.settings } } })
    expect(outcome.failure?.code).toBe('MAIL_NO_RECIPIENT')
  })

  it('fails for good when the login is refused, without the password', async () => {
    const box = await startMailBox({ onAuth: (_, __, done) => done(new Error('Invalid login')) })
    const mail = { ...box.settings, username: 'ana', password: 'hush' }
    const outcome = await runTask(mailSend, denial, { answers, context: { services: { mail } } })
    expect(outcome.failure).toMatchObject({ code: 'MAIL_REFUSED', retryable: false })
    expect(outcome.failure?.message).toContain('it refused the user name or password')
    expect(JSON.stringify(outcome)).not.toMatch(/hush|aHVzaA/)
  })

  it('warns when only some recipients are refused, and fails when all are', async () => {
    const box = await startMailBox({
      onRcptTo: (address, _, done) => done(address.address.startsWith('no') ? new Error('No such user') : null),
    })
    const context = { services: { mail: box.settings } }
    const some = await runTask(mailSend, { to: 'ana@example.org;no@example.org', plainTextContent: 'x' }, { context })
    expect(some).toMatchObject({
      state: 'WARNING',
      logs: [{}, { level: 'WARN', message: 'The mail server refused these recipients: no@example.org' }],
    })
    const none = await runTask(mailSend, { to: 'no@example.org', plainTextContent: 'x' }, { context })
    expect(none.failure?.message).toMatch(/it refused the sender or every recipient \(.*No such user\)/)
  })

  it('can be tried again when the server is not there or says so', async () => {
    const gone = { host: '127.0.0.1', port: 1, transport: 'SMTP' as const, from: 'a@example.org' }
    const outcome = await runTask(mailSend, denial, { answers, context: { services: { mail: gone } } })
    expect(outcome.failure).toMatchObject({ code: 'MAIL_NOT_SENT', retryable: true })
    const busy = Object.assign(new Error('Try later'), { responseCode: 451 })
    const box = await startMailBox({ onMailFrom: (_, __, done) => done(busy) })
    const refused = await runTask(mailSend, denial, { answers, context: { services: { mail: box.settings } } })
    expect(refused.failure).toMatchObject({ retryable: true })
  })

  it('gives up on a server that is silent', async () => {
    const box = await startMailBox({ onConnect: () => {} })
    const outcome = await runTask(
      mailSend,
      { ...denial, sessionTimeout: 50 },
      { answers, context: { services: { mail: box.settings } } },
    )
    expect(outcome.failure?.message).toContain('it did not answer in time')
  })

  it('stops when it is aborted', async () => {
    const stop = new AbortController()
    const box = await startMailBox({ onConnect: () => stop.abort(new Error('killed')) })
    const outcome = await runTask(mailSend, denial, {
      answers,
      context: { services: { mail: box.settings }, signal: stop.signal },
    })
    expect(outcome.failure?.message).toBe('killed')
  })

  it('refuses a mail server that is none of the trusted ones', async () => {
    const outcome = await runTask(
      mailSend,
      { ...denial, host: 'mail.example.org', trustedHosts: ['x.org'] },
      { answers },
    )
    expect(outcome.failure).toMatchObject({ code: 'MAIL_HOST_UNTRUSTED', retryable: false })
  })
})

describe('Attachments', () => {
  it('are stored files, and pictures that the page shows', async () => {
    const box = await startMailBox()
    const storage = createMemoryFileStorage()
    const uri = 'kestra:///company/team/a.txt'
    await storage.put('main', uri, new TextEncoder().encode('stored'))
    const outcome = await runTask(
      mailSend,
      {
        to: 'a@example.org',
        htmlTextContent: '<img src="cid:logo.png">',
        attachments: '[{"name": "letter.txt", "uri": "{{ uri }}", "contentType": "text/plain"}]',
        embeddedImages: [{ name: 'logo.png', uri, contentType: 'image/png' }],
      },
      { answers: { uri }, context: { services: { mail: box.settings }, storage } },
    )
    expect(outcome.failure).toBeNull()
    const attachments = box.received[0]?.mail.attachments ?? []
    expect(attachments.map((one) => [one.filename, one.contentType, one.content.toString(), one.cid])).toEqual([
      ['logo.png', 'image/png', 'stored', 'logo.png'],
      ['letter.txt', 'text/plain', 'stored', undefined],
    ])
  })

  it('that are not there keep the mail from being sent', async () => {
    const box = await startMailBox()
    const attachments = [{ name: 'a', uri: 'kestra:///gone.txt' }]
    const outcome = await runTask(
      mailSend,
      { ...denial, attachments },
      { answers, context: { services: { mail: box.settings } } },
    )
    expect(outcome.failure?.message).toContain('kestra:///gone.txt')
    expect(box.received).toEqual([])
  })
})

describe('MailExecution', () => {
  it('sends the report about an execution under its title', async () => {
    const box = await startMailBox()
    const outcome = await runTask(
      mailExecution,
      { to: 'ops@example.org', executionId: 'exec-1', customFields: { Region: 'EU' } },
      { context: { services: { mail: box.settings }, executions: [failedExecution()] } },
    )
    expect(outcome).toMatchObject({ state: 'SUCCESS', failure: null })
    const [sent] = box.received
    expect(sent?.mail.subject).toBe('[company.team] vacation_request ➛ FAILED')
    expect(sent?.mail.text).toContain('Failed on task update_hr after 1 min 5 s')
    expect(sent?.mail.html).toContain('<td>EU</td>')
  })
})
