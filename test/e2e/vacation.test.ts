import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type TestBrowser, type TestPage, viewports } from '../support/browser.ts'
import type { ServerProcess } from '../support/server-process.ts'
import { countersign, startDemo } from './built-product.ts'
import { basicOf, people } from './demo-people.ts'
import { checkLooks } from './page-checks.ts'
import { rest } from './rest.ts'
import {
  fillRunForm,
  goTo,
  pressRun,
  problemsBeside,
  signIn,
  startedExecution,
  waitForState,
  wrongField,
} from './workbench.ts'

/** Pictures of the guides are written anew only on request: a picture differs a little on every machine. */
const updatesImages = process.env.UPDATE_IMAGES === '1'

function keepImage(picture: string, name: string): void {
  if (updatesImages) copyFileSync(picture, fileURLToPath(new URL(`../../docs/images/${name}`, import.meta.url)))
}

let server: ServerProcess
let browser: TestBrowser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startDemo(), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** A page of its own, as another person with another browser. */
function pageOf(viewport: keyof typeof viewports, work: (page: TestPage) => Promise<void>): Promise<void> {
  return browser.withPage({ baseUrl: server.baseUrl, viewport: viewports[viewport] }, work)
}

/** What the story hands from one step to the next. */
let executionId: string
let requestId: string
let link: string

const ada = basicOf(people.ada)

describe('A vacation, from the wish to the proof', () => {
  it('Emma runs the flow with its form and sees it wait', async () => {
    await pageOf('desktop', async ({ page, problems }) => {
      await page.goto('/')
      await signIn(page, people.emma)
      await fillRunForm(page, 'vacation-approval', {
        'Who wants time off?': 'Emma Employee',
        'First day off': '2027-07-01',
        'Last day off': '2027-07-14',
      })
      await pressRun(page)
      executionId = await startedExecution(page, 'vacation-approval')
      await waitForState(page, 'Paused')

      expect(problemsBeside(problems, 401)).toEqual([])
    })
  })

  it('Slack was told, with a link that carries no token', async () => {
    await pageOf('desktop', async (opened) => {
      const { page, problems } = opened
      await page.goto('/')
      await signIn(page, people.max)
      await goTo(page, 'Catcher')
      const message = page.getByRole('listitem').filter({ hasText: 'Slack #time-off' })
      const text = await message.textContent()

      expect(text).toContain('Emma Employee asks for 2027-07-01 to 2027-07-14')
      link = (await message.getByRole('link').getAttribute('href')) ?? ''
      expect(link).toBe(`${server.baseUrl}/ui/demo/executions/${executionId}/approval`)
      await checkLooks(opened, 'catcher')
      expect(problemsBeside(problems, 401)).toEqual([])
    })
  })

  it('The server dies while the execution waits, and finds it waiting when it is back', async () => {
    await server.kill9()
    await server.start()

    const answer = await rest(`${server.baseUrl}/api/v1/demo/approvals?executionId=${executionId}`, { as: ada })
    expect(answer.body).toMatchObject({
      results: [
        { status: 'OPEN', executionId, taskId: 'await_manager', requester: { name: expect.stringMatching(/^emma/i) } },
      ],
    })
    requestId = (answer.body as { results: [{ id: string }] }).results[0].id
  })

  it('Max opens the link on a phone, is told what is missing, and approves', async () => {
    await pageOf('desktop', async (watching) => {
      // Ada looks at the same request all the time; her page has to notice that Max was faster.
      await watching.page.goto(link)
      await signIn(watching.page, people.ada)
      await watching.page.getByRole('button', { name: 'Approve' }).waitFor()

      await pageOf('phone', async (opened) => {
        const { page, problems, screenshot } = opened
        await page.goto(link)
        await signIn(page, people.max)
        const main = page.getByRole('main')
        await main.getByText(/^emma.* asks/i).waitFor()
        for (const fact of ['Who wants time off?', 'First day off', 'Last day off']) {
          await main.getByText(fact, { exact: true }).waitFor()
        }
        expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain(
          'May this colleague take the time off?',
        )
        keepImage(await screenshot('request-page'), 'request-page.png')

        await page.getByRole('button', { name: 'Approve' }).click()
        const reason = await wrongField(page, 'A word to your colleague')
        expect(await main.getByRole('alert').textContent()).toMatch(/reason|required|missing/i)
        expect((await statusOf(requestId)).status).toBe('OPEN')
        await checkLooks(opened, 'request-error')
        await page.setViewportSize(viewports.phone)

        await reason.fill('Enjoy the sea')
        await page.getByRole('button', { name: 'Approve' }).click()
        await page.getByText('You approved this').waitFor()
        await page.getByText('The execution has run to its end.').waitFor()
        await checkLooks(opened, 'request-settled')
        expect(problemsBeside(problems, 401, 422)).toEqual([])
      })

      await watching.page.getByText(/^max.* approved this/i).waitFor()
      expect(problemsBeside(watching.problems, 401)).toEqual([])
    })
  })

  it('The HR system has the answer as a multipart form, and the log has its line', async () => {
    const { body } = await rest(`${server.baseUrl}/api/v1/demo-catcher/messages?kind=hr`, { as: ada })
    expect(body).toMatchObject({
      results: [
        {
          method: 'POST',
          path: '/hr/approvals',
          contentType: expect.stringMatching(/^multipart\/form-data/),
          fields: [
            { name: 'employee', value: 'Emma Employee' },
            { name: 'status', value: 'APPROVED' },
            { name: 'notes', value: 'Enjoy the sea' },
          ],
        },
      ],
    })
    const logs = await rest(`${server.baseUrl}/api/v1/demo/logs/${executionId}`, { as: ada })
    expect(logs.body).toContainEqual(
      expect.objectContaining({ level: 'INFO', taskId: 'log_answer', message: 'Emma Employee: enjoy your time off' }),
    )
  })

  it('Whoever comes second is told who was first, by the API and on the page', async () => {
    const second = await rest(`${server.baseUrl}/api/v1/demo/approvals/${requestId}/decisions`, {
      method: 'POST',
      as: ada,
      json: { inputs: { approved: false, reason: 'Too late' } },
    })
    expect(second.status).toBe(409)
    expect(second.body).toMatchObject({ message: expect.stringMatching(/max/i) })

    await pageOf('phone', async ({ page, problems }) => {
      await page.goto(link)
      await signIn(page, people.ada)
      await page.getByText(/^max.* approved this/i).waitFor()
      expect(await page.getByText('Enjoy the sea').isVisible()).toBe(true)
      expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0)
      expect(problemsBeside(problems, 401)).toEqual([])
    })
  })

  it('The audit page shows a whole chain in which Max decided', async () => {
    await pageOf('desktop', async (opened) => {
      const { page, problems, screenshot } = opened
      await page.goto('/')
      await signIn(page, people.max)
      await page.goto(`/ui/demo/executions/demo.hr/vacation-approval/${executionId}`)
      await waitForState(page, 'Success')
      keepImage(await screenshot('workbench'), 'workbench.png')
      await goTo(page, 'Audit')
      await page.getByRole('button', { name: 'Verify the chain' }).click()
      await page.getByText('The chain is whole').waitFor()

      expect(await page.getByRole('row').filter({ hasText: /max/i }).first().isVisible()).toBe(true)
      await checkLooks(opened, 'audit-verified')
      expect(problemsBeside(problems, 401)).toEqual([])
    })
  })

  it('The chain holds for the command line too, beside the running server and after it has stopped', async () => {
    const verify = () => countersign(['audit', 'verify', '--data', server.dataDirectory])
    const beside = await verify()
    expect(beside).toMatchObject({ code: 0, err: '' })
    expect(beside.out).toMatch(/^demo: \d+ events, chain holds/m)

    expect(await server.stop()).toBe(0)
    expect(await verify()).toMatchObject({ code: 0, out: expect.stringMatching(/^demo: \d+ events, chain holds/m) })
    const events = await exportedEvents()
    expect(events).toContainEqual(
      expect.objectContaining({
        action: 'approval.decided',
        actor: expect.objectContaining({ kind: 'user', name: expect.stringMatching(/^max/i) }),
        target: expect.objectContaining({ id: requestId }),
      }),
    )
  })

  it('Whoever changes the answer in the database afterwards is found out, by the number of the event', async () => {
    const decided = (await exportedEvents()).find(({ action }) => action === 'approval.decided')
    const database = new DatabaseSync(join(server.dataDirectory, 'countersign.db'))
    const { changes } = database
      .prepare(
        `update audit_bodies set body = replace(body, 'Enjoy the sea', 'Stay here') where tenant = ? and seq = ?`,
      )
      .run('demo', decided?.seq ?? 0)
    database.close()
    expect(changes).toBe(1)

    const verified = await countersign(['audit', 'verify', '--data', server.dataDirectory])
    expect(verified.code).toBe(1)
    expect(verified.out).toContain(`demo: BROKEN at event ${decided?.seq}`)
    expect(verified.out).toMatch(/^main: \d+ events, chain holds/m)
  })
})

async function exportedEvents(): Promise<readonly { readonly seq: number; readonly action: string }[]> {
  const { out } = await countersign(['audit', 'export', '--data', server.dataDirectory, '--tenant', 'demo'])
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

async function statusOf(id: string): Promise<{ readonly status: string }> {
  const { body } = await rest(`${server.baseUrl}/api/v1/demo/approvals/${id}`, { as: ada })
  // The contract of GET /approvals/{id}.
  return body as { readonly status: string }
}
