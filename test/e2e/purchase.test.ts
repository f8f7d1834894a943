import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type TestBrowser, viewports } from '../support/browser.ts'
import type { ServerProcess } from '../support/server-process.ts'
import { startDemo } from './built-product.ts'
import { createDemoClient, type DemoClient } from './demo-client.ts'
import { basicOf, people } from './demo-people.ts'
import { checkLooks } from './page-checks.ts'
import { rest } from './rest.ts'
import { fillRunForm, pressRun, problemsBeside, signIn, startedExecution, wrongField } from './workbench.ts'

let server: ServerProcess
let browser: TestBrowser
let demo: DemoClient
let executionId: string

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startDemo(), openBrowser()])
  demo = createDemoClient(server.baseUrl)
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

describe('A purchase that is turned down', () => {
  it('is asked for with a form that says at its field what is wrong', async () => {
    await browser.withPage({ baseUrl: server.baseUrl }, async ({ page, problems }) => {
      await page.goto('/')
      await signIn(page, people.emma)
      await fillRunForm(page, 'purchase-request', {
        'What should be bought?': 'A second desk',
        'Price in euros': '-5',
        'Who gets the answer?': 'emma@demo.invalid',
      })
      await pressRun(page)
      await (await wrongField(page, 'Price in euros')).fill('420.50')
      await pressRun(page)
      executionId = await startedExecution(page, 'purchase-request')

      expect(problemsBeside(problems, 401, 422)).toEqual([])
    })
  })

  it('is rejected from the inbox, on a phone', async () => {
    await browser.withPage({ baseUrl: server.baseUrl, viewport: viewports.phone }, async (opened) => {
      const { page, problems } = opened
      await page.goto('/')
      await signIn(page, people.max)
      await page.getByRole('link', { name: 'Should we buy this?' }).click()
      await page.getByText('420.5').waitFor()
      await page.getByLabel('Reason').fill('The budget of this year is spent')
      await page.getByLabel('Finance').check()
      await checkLooks(opened, 'request-purchase')
      await page.setViewportSize(viewports.phone)
      await page.getByRole('button', { name: 'Reject' }).click()
      await page.getByText('You rejected this').waitFor()
      await page.getByText('The execution has run to its end.').waitFor()

      expect(problemsBeside(problems, 401)).toEqual([])
    })
  })

  it('takes the branch that tells the employee, and no other', async () => {
    const { body } = await rest(`${server.baseUrl}/api/v1/demo/executions/${executionId}`, { as: basicOf(people.ada) })
    // The contract of GET /executions/{id}.
    const { taskRunList } = body as { readonly taskRunList: readonly { readonly taskId: string }[] }
    expect(taskRunList.map(({ taskId }) => taskId)).toEqual(['await_finance', 'handle_rejection', 'tell_employee'])
    expect(await demo.caught('mail')).toEqual([
      expect.objectContaining({
        to: ['emma@demo.invalid'],
        subject: 'Your purchase of A second desk',
        html: expect.stringContaining('<p>We cannot buy it now: The budget of this year is spent</p>'),
      }),
    ])
  })
})

describe('A flow with checks', () => {
  const paper = [
    'id: order-paper',
    'namespace: demo.office',
    'inputs: [{ id: boxes, type: INT, displayName: Boxes }]',
    'checks:',
    '  - { condition: "{{ inputs.boxes <= 49 }}", message: No room for more than 49 boxes., style: ERROR }',
    'tasks: [{ id: order, type: io.kestra.plugin.core.log.Log, message: ordered }]',
  ].join('\n')

  it('says in its form what does not hold, before and after it is run', async () => {
    const saved = await rest(`${server.baseUrl}/api/v1/demo/flows`, {
      method: 'POST',
      as: basicOf(people.ada),
      yaml: paper,
    })
    expect(saved.status, JSON.stringify(saved.body)).toBe(200)
    await browser.withPage({ baseUrl: server.baseUrl }, async ({ page, problems }) => {
      await page.goto('/')
      await signIn(page, people.ada)
      await fillRunForm(page, 'order-paper', { Boxes: '50' })
      const panel = page.getByRole('dialog')
      await panel.getByText('No room for more than 49 boxes. It will not be started.').waitFor()
      await pressRun(page)
      await panel.getByText('No room for more than 49 boxes.', { exact: true }).waitFor()
      await panel.getByLabel('Boxes').fill('49')
      await panel.getByText('It will not be started.').waitFor({ state: 'detached' })
      await pressRun(page)
      await startedExecution(page, 'order-paper')

      expect(problemsBeside(problems, 401, 422)).toEqual([])
    })
  })
})
