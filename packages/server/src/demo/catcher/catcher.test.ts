import { connect } from 'node:net'
import type { Logger } from '@countersign/core'
import { createCatalogue, type ValueMap } from '@countersign/plugin-sdk'
import { runTask } from '@countersign/plugin-sdk/testing'
import { builtinTasks } from '@countersign/plugins'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Catcher, startCatcher } from './catcher.ts'
import type { CaughtMail, CaughtMessage, CaughtRequest } from './caught-message.ts'

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => silent }

let now = 0
let catcher: Catcher
beforeEach(async () => {
  now = 1_000
  catcher = await startCatcher({ clock: { now: () => now }, logger: silent })
})
afterEach(() => catcher.close())

const postJson = (url: string, body: unknown) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

const requests = () => catcher.messages().filter((message): message is CaughtRequest => message.kind !== 'mail')

const tasks = createCatalogue(builtinTasks)

/** Sends what flows send, with the tasks that flows send it with. */
async function run(type: string, properties: ValueMap): Promise<void> {
  const task = tasks.effect(type)
  if (task === undefined) throw new Error(`no task ${type}`)
  const mail = { ...catcher.urls().smtp, transport: 'SMTP' as const, from: 'HR <hr@example.org>' }
  const outcome = await runTask(task, properties, { context: { services: { mail } } })
  expect(outcome.failure).toBeNull()
}

const sendMail = (message: ValueMap) =>
  run('io.kestra.plugin.notifications.mail.MailSend', { to: 'ana@example.org', ...message })

describe('The HTTP side of the catcher', () => {
  it('catches a message to Slack, with its text, its links and when it came', async () => {
    const text = 'Ana asks for time off\nAnswer: http://localhost:8080/ui/main/executions/1/approval'
    const answer = await postJson(catcher.urls().slack, { channel: '#time-off', text })
    expect([answer.status, await answer.text()]).toEqual([200, 'ok'])
    expect(catcher.messages()).toEqual([
      expect.objectContaining({
        id: '1',
        at: 1_000,
        kind: 'slack',
        summary: 'Ana asks for time off',
        links: ['http://localhost:8080/ui/main/executions/1/approval'],
        method: 'POST',
        json: { channel: '#time-off', text },
        fields: [],
      }),
    ])
  })

  it.each([catcherUrl('slack'), catcherUrl('teams')])(
    'refuses what %s would refuse, and keeps none of it',
    async (_, url) => {
      const answer = await fetch(url(), { method: 'POST', body: '{"text": "broken' })
      expect([answer.status, await answer.text()]).toEqual([400, 'invalid_payload'])
      expect(catcher.messages()).toEqual([])
    },
  )

  it('catches a message to Teams', async () => {
    expect((await postJson(catcher.urls().teams, { text: 'pending' })).ok).toBe(true)
    expect(catcher.messages()[0]).toMatchObject({ kind: 'teams', summary: 'pending' })
  })

  it('catches the fields of a multipart request to the HR system, in order', async () => {
    const form = new FormData()
    form.append('employee', 'Zoë "Z" O\'Hara')
    form.append('status', 'APPROVED')
    form.append('notes', 'have\r\nfun')
    form.append('file', new Blob(['hello'], { type: 'text/plain' }), 'note.txt')
    const answer = await fetch(`${catcher.urls().hr}/approvals`, { method: 'POST', body: form })
    expect(await answer.json()).toEqual({ ok: true })
    expect(requests()[0]).toMatchObject({
      kind: 'hr',
      path: '/hr/approvals',
      body: null,
      summary: expect.stringContaining('employee: Zoë "Z" O\'Hara, status: APPROVED'),
      fields: [
        { name: 'employee', value: 'Zoë "Z" O\'Hara' },
        { name: 'status', value: 'APPROVED' },
        { name: 'notes', value: 'have\r\nfun' },
        { name: 'file', value: 'hello', filename: 'note.txt', contentType: 'text/plain' },
      ],
    })
  })

  it('catches anything else, without its credentials', async () => {
    await fetch(`${catcher.urls().http}/any/path?x=1`, {
      method: 'PUT',
      headers: { authorization: 'Bearer hush', cookie: 'hush', 'x-a': 'b' },
      body: new URLSearchParams({ a: 'x y' }),
    })
    expect(requests()[0]).toMatchObject({
      kind: 'http',
      method: 'PUT',
      path: '/any/path?x=1',
      headers: { 'x-a': 'b' },
      fields: [{ name: 'a', value: 'x y' }],
    })
    expect(JSON.stringify(catcher.messages())).not.toContain('hush')
  })

  it('keeps a form that is broken as text', async () => {
    await fetch(`${catcher.urls().hr}/approvals`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: 'no form',
    })
    expect(requests()[0]).toMatchObject({ body: 'no form', fields: [] })
  })

  it('answers 405 to a GET and 413 to too much', async () => {
    expect((await fetch(catcher.urls().http)).status).toBe(405)
    expect((await fetch(catcher.urls().http, { method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) })).status).toBe(413)
    expect(catcher.messages()).toEqual([])
  })
})

describe('The mail side of the catcher', () => {
  it('catches a mail with its texts, links and all who it is for', async () => {
    await sendMail({
      cc: 'c@example.org',
      bcc: 'd@example.org',
      subject: 'Request Denied – sorry',
      htmlTextContent: '<p>Reason: <a href="http://localhost/x?a=1&amp;b=2">busy</a></p>',
      plainTextContent: 'Reason: busy',
    })
    const [mail] = catcher.messages()
    expect(mail).toMatchObject({
      kind: 'mail',
      summary: 'Request Denied – sorry',
      from: '"HR" <hr@example.org>',
      to: ['ana@example.org', 'c@example.org', 'd@example.org'],
      subject: 'Request Denied – sorry',
      links: ['http://localhost/x?a=1&b=2'],
    } satisfies Partial<CaughtMail>)
    expect(mail?.kind === 'mail' && [mail.text?.trim(), mail.html?.trim()]).toEqual([
      'Reason: busy',
      '<p>Reason: <a href="http://localhost/x?a=1&amp;b=2">busy</a></p>',
    ])
  })

  it('takes any login', async () => {
    const { host, port } = catcher.urls().smtp
    const login = { host, port, transportStrategy: 'SMTP', username: 'anybody', password: 'anything' }
    await sendMail({ ...login, subject: 'x', plainTextContent: 'y' })
    expect(catcher.messages()).toHaveLength(1)
  })

  it('has no text of its own making when only HTML was sent', async () => {
    await sendMail({ htmlTextContent: '<b>x</b>' })
    expect(catcher.messages()[0]).toMatchObject({ summary: 'mail without a subject', text: null })
  })
})

describe('The catcher', () => {
  it('catches what the tasks of a flow send', async () => {
    await run('io.kestra.plugin.notifications.slack.SlackIncomingWebhook', {
      url: catcher.urls().slack,
      payload: '{"text": "first\\nsecond"}',
    })
    await run('io.kestra.plugin.core.http.Request', {
      uri: `${catcher.urls().hr}/approvals`,
      method: 'POST',
      contentType: 'multipart/form-data',
      formData: { employee: 'Ana', status: 'APPROVED', notes: 'ok' },
    })
    expect(requests().map(({ kind, summary }) => [kind, summary])).toEqual([
      ['hr', 'employee: Ana, status: APPROVED, notes: ok'],
      ['slack', 'first'],
    ])
  })

  it('keeps the newest 200 messages, newest first, with ids that go on', async () => {
    for (let index = 1; index <= 203; index += 1) await postJson(`${catcher.urls().http}/n`, index)
    const kept = catcher.messages()
    expect(kept).toHaveLength(200)
    expect([kept[0]?.id, kept.at(-1)?.id]).toEqual(['203', '4'])
    catcher.clear()
    expect(catcher.messages()).toEqual([] satisfies CaughtMessage[])
    await postJson(catcher.urls().http, 1)
    expect(catcher.messages()[0]?.id).toBe('204')
  })

  it('leaves nothing running when the port of the mail side is taken, and says which', async () => {
    const { port } = catcher.urls().smtp
    await expect(startCatcher({ clock: { now: () => 0 }, logger: silent, smtpPort: port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
      port,
    })
  })

  it('takes another port for HTTP when the wished one is taken', async () => {
    const taken = Number(new URL(catcher.urls().http).port)
    const second = await startCatcher({ clock: { now: () => 0 }, logger: silent, httpPort: taken })
    expect(Number(new URL(second.urls().http).port)).not.toBe(taken)
    await second.close()
  })

  it('closes both sides, also while somebody is connected', async () => {
    const { smtp, http } = catcher.urls()
    const socket = connect(smtp.port, smtp.host)
    await new Promise((resolve) => socket.once('data', resolve))
    socket.on('error', () => {})
    await catcher.close()
    await expect(fetch(http, { method: 'POST' })).rejects.toThrow()
    catcher = await startCatcher({ clock: { now: () => now }, logger: silent, smtpPort: smtp.port })
  })
})

function catcherUrl(name: 'slack' | 'teams'): [string, () => string] {
  return [name, () => catcher.urls()[name]]
}
