import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type TestBrowser, type TestPage } from '../support/browser.ts'
import type { ServerProcess } from '../support/server-process.ts'
import { startDemo } from './built-product.ts'
import { createDemoClient } from './demo-client.ts'
import { basicOf, people } from './demo-people.ts'
import { checkLooks } from './page-checks.ts'
import { rest } from './rest.ts'
import { problemsBeside, signIn } from './workbench.ts'

type Page = TestPage['page']

/** A page of the user interface, by its address below `/ui/demo`, and how to tell that it is there. */
type Place = {
  readonly name: string
  readonly path: (world: World) => string
  /** A text that stands on the page once its data is there. */
  readonly shows: string | RegExp
  readonly act?: (page: Page) => Promise<unknown>
  /** Answers that belong to the page, such as 404 for something that is not there. */
  readonly statuses?: readonly number[]
}

/** Ids of what the pages show. */
type World = {
  readonly waiting: string
  readonly request: string
  readonly settledRequest: string
  readonly decided: string
  readonly failed: string
}

const failing = `
id: books-that-do-not-balance
namespace: demo.finance.quarterly.reconciliation
description: Fails, so that the page of a failed execution has something to explain.
tasks:
  - id: read_the_ledger
    type: io.kestra.plugin.core.log.Log
    message: "4,211 postings read"
  - id: compare_with_the_bank
    type: io.kestra.plugin.core.http.Request
    uri: http://127.0.0.1:9/bank/statements
`

const press = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true }).first().click()
const vacation = '/flows/demo.hr/vacation-approval'
const decided = ({ decided }: World) => `/executions/demo.hr/vacation-approval/${decided}`
const failed = ({ failed }: World) =>
  `/executions/demo.finance.quarterly.reconciliation/books-that-do-not-balance/${failed}`

const requests: readonly Place[] = [
  { name: 'inbox', path: () => '/inbox', shows: 'May this colleague take the time off?' },
  { name: 'inbox-settled', path: () => '/inbox?view=settled', shows: 'Rejected' },
  { name: 'request-open', path: ({ request }) => `/approvals/${request}`, shows: 'What it is about' },
  { name: 'request-rejected', path: ({ settledRequest }) => `/approvals/${settledRequest}`, shows: /rejected this/ },
  {
    name: 'request-missing',
    path: () => '/approvals/nothing',
    shows: 'There is no such request',
    statuses: [404],
  },
  { name: 'request-none', path: ({ failed }) => `/executions/${failed}/approval`, shows: 'Nothing was asked' },
]

const executions: readonly Place[] = [
  { name: 'executions', path: () => '/executions', shows: 'books-that-do-not-balance' },
  { name: 'executions-none', path: () => '/executions?q=nothing-of-that-name', shows: 'No execution matches' },
  { name: 'execution-failed', path: failed, shows: /compare_with_the_bank/ },
  { name: 'execution-task-runs', path: (world) => `${failed(world)}/task-runs`, shows: 'read_the_ledger' },
  { name: 'execution-logs', path: (world) => `${failed(world)}/logs`, shows: '4,211 postings read' },
  { name: 'execution-outputs', path: (world) => `${decided(world)}/outputs`, shows: 'await_manager' },
  { name: 'execution-decisions', path: (world) => `${decided(world)}/decisions`, shows: /max/i },
  { name: 'execution-audit', path: (world) => `${decided(world)}/audit`, shows: 'decided' },
  {
    name: 'execution-waiting',
    path: ({ waiting }) => `/executions/demo.hr/vacation-approval/${waiting}`,
    shows: 'Paused',
  },
]

const flows: readonly Place[] = [
  { name: 'flows', path: () => '/flows', shows: 'vacation-approval' },
  { name: 'flow', path: () => vacation, shows: 'tell_manager' },
  { name: 'flow-run', path: () => vacation, shows: 'Who wants time off?', act: press('Run') },
  { name: 'flow-edit', path: () => vacation, shows: /1 error/, act: breakTheFlow },
  { name: 'flow-executions', path: () => `${vacation}/executions`, shows: 'Success' },
  { name: 'flow-revisions', path: () => `${vacation}/revisions`, shows: /Revision 1/ },
  { name: 'flow-new', path: () => '/flows/new', shows: 'No errors' },
]

const others: readonly Place[] = [
  { name: 'audit', path: () => '/audit', shows: 'signed in' },
  { name: 'tokens', path: () => '/settings/tokens', shows: 'nightly-report' },
  { name: 'catcher', path: () => '/catcher', shows: 'HR system: POST /hr/approvals' },
  { name: 'palette', path: () => '/inbox', shows: 'vacation-approval', act: openPalette },
  { name: 'not-found', path: () => '/nowhere', shows: 'There is no such page' },
]

let server: ServerProcess
let browser: TestBrowser
let world: World

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startDemo(), openBrowser()])
  world = await furnish()
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

describe('Every page, on a desk and on a phone, by day and by night', () => {
  it('the sign-in page', async () => {
    await browser.withPage({ baseUrl: server.baseUrl }, async (opened) => {
      await opened.page.goto('/')
      await opened.page.getByLabel('Password').waitFor()
      await checkLooks(opened, 'sign-in')
      await opened.page.getByLabel('User name or e-mail').fill('emma')
      await opened.page.getByLabel('Password').fill('not-her-password')
      await opened.page.getByRole('button', { name: 'Sign in' }).click()
      await opened.page.getByRole('alert').waitFor()
      await checkLooks(opened, 'sign-in-refused')
      expect(problemsBeside(opened.problems, 401)).toEqual([])
    })
  })

  it.concurrent('the inbox and the pages of requests', () => lookAt(requests))
  it.concurrent('executions and all that is told of one', () => lookAt(executions))
  it.concurrent('flows: reading, running, changing', () => lookAt(flows))
  it.concurrent('everything else', () => lookAt(others))
})

/** Opens places one after the other, as Ada, and looks at each from all sides. */
function lookAt(places: readonly Place[]): Promise<void> {
  return browser.withPage({ baseUrl: server.baseUrl }, async (opened) => {
    const { page, problems } = opened
    await page.goto('/')
    await signIn(page, people.ada)
    for (const { name, path, shows, act, statuses = [] } of places) {
      const before = problems.length
      await page.goto(`/ui/demo${path(world)}`)
      await act?.(page)
      await page.getByText(shows).filter({ visible: true }).first().waitFor()
      await checkLooks(opened, name)
      expect(problemsBeside(problems.slice(before), 401, ...statuses), name).toEqual([])
    }
  })
}

/** Fills the demo with what its pages show. */
async function furnish(): Promise<World> {
  const api = `${server.baseUrl}/api/v1/demo`
  const ada = basicOf(people.ada)
  const demo = createDemoClient(server.baseUrl)
  await rest(`${api}/flows`, { method: 'POST', as: ada, yaml: failing })
  await rest(`${api}/tokens`, { method: 'POST', as: ada, json: { name: 'nightly-report' } })
  const wish = { employee: 'Emma Employee', first_day: '2027-07-01', last_day: '2027-07-14' }
  const purchase = { item: 'A second desk', price: '420.50', employee_email: 'emma@demo.invalid' }
  const [waiting, decided, bought, failed] = await Promise.all([
    demo.start('demo.hr/vacation-approval', wish),
    demo.start('demo.hr/vacation-approval', { ...wish, employee: 'Bartholomew Featherstonehaugh-Cholmondeley III' }),
    demo.start('demo.finance/purchase-request', purchase),
    demo.start('demo.finance.quarterly.reconciliation/books-that-do-not-balance'),
  ])
  await demo.decide(await demo.openRequest(decided), { approved: true, reason: 'Enjoy' })
  const settledRequest = await demo.openRequest(bought)
  await demo.decide(settledRequest, { approved: false, reason: 'Not this year', team: 'IT' })
  const request = await demo.openRequest(waiting)
  await demo.waitForState(decided, 'SUCCESS')
  await demo.waitForState(bought, 'SUCCESS')
  await demo.waitForState(failed, 'FAILED')
  return { waiting, request, settledRequest, decided, failed }
}

async function breakTheFlow(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Edit' }).click()
  const editor = page.getByLabel('Source of the flow')
  await editor.fill((await editor.inputValue()).replace('type: io.kestra.plugin.core.log.Log', 'type: io.no.such.Task'))
}

async function openPalette(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('vac')
}
