import type { TestPage } from '../support/browser.ts'
import type { Person } from './demo-people.ts'

type Page = TestPage['page']

/** Fills the sign-in form of whatever page shows it, and waits until it is gone. */
export async function signIn(page: Page, { username, password }: Person): Promise<void> {
  await page.getByLabel('User name or e-mail').fill(username)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByLabel('Password').waitFor({ state: 'detached' })
}

/** Goes to a place of the side bar. */
export async function goTo(page: Page, place: 'Inbox' | 'Executions' | 'Flows' | 'Audit' | 'Catcher'): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: place }).click()
  await page.getByRole('heading', { level: 1, name: place }).waitFor()
}

/** Opens the form of a flow's inputs from its page and fills it, by label. */
export async function fillRunForm(page: Page, flow: string, inputs: Readonly<Record<string, string>>): Promise<void> {
  await goTo(page, 'Flows')
  await page.getByRole('link', { name: flow, exact: true }).click()
  await page.getByRole('button', { name: 'Run' }).click()
  const panel = page.getByRole('dialog', { name: `Run ${flow}` })
  for (const [label, value] of Object.entries(inputs)) await panel.getByLabel(label).fill(value)
}

/** Presses the form's button. */
export async function pressRun(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Run' }).click()
}

/** Waits for the page of the execution that a flow's form has started, and gives its id. */
export async function startedExecution(page: Page, flow: string): Promise<string> {
  const address = new RegExp(`/executions/[^/]+/${flow}/([^/]+)$`)
  await page.waitForURL(address)
  const id = address.exec(new URL(page.url()).pathname)?.[1]
  if (id === undefined) throw new Error(`The address ${page.url()} names no execution.`)
  return id
}

/** Waits until the page of an execution shows a state. */
export async function waitForState(page: Page, word: string): Promise<void> {
  await page.getByRole('main').getByText(word, { exact: true }).first().waitFor()
}

/** Waits until a field, found by its label, is marked as wrong, and gives it. */
export async function wrongField(page: Page, label: string): Promise<ReturnType<Page['getByLabel']>> {
  const field = page.getByLabel(label)
  await field.and(page.locator('[aria-invalid="true"]')).waitFor()
  return field
}

/**
 * What went wrong in a page, but for what the browser prints by itself about answers of the server that belong to the story
 * (a wrong value, a request that somebody else has answered): those are not errors of the page.
 */
export function problemsBeside(problems: readonly string[], ...expectedStatuses: readonly number[]): readonly string[] {
  return problems.filter(
    (problem) =>
      !expectedStatuses.some((status) =>
        problem.startsWith(`console: Failed to load resource: the server responded with a status of ${status} `),
      ),
  )
}
