import { expect } from 'vitest'
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

/** Starts a flow from its page, with the form that its inputs make, and gives the id of the execution. */
export async function runFlow(page: Page, flow: string, inputs: Readonly<Record<string, string>>): Promise<string> {
  await goTo(page, 'Flows')
  await page.getByRole('link', { name: flow, exact: true }).click()
  await page.getByRole('button', { name: 'Run' }).click()
  const panel = page.getByRole('dialog', { name: `Run ${flow}` })
  for (const [label, value] of Object.entries(inputs)) await panel.getByLabel(label).fill(value)
  await panel.getByRole('button', { name: 'Run' }).click()
  const address = new RegExp(`/executions/[^/]+/${flow}/([^/]+)$`)
  await page.waitForURL(address)
  const id = address.exec(new URL(page.url()).pathname)?.[1]
  if (id === undefined) throw new Error(`The address ${page.url()} names no execution.`)
  return id
}

/** The state that the page of an execution shows in its head; waits for it. */
export async function expectState(page: Page, word: string): Promise<void> {
  await expect.poll(() => page.locator('main').getByText(word, { exact: true }).first().isVisible()).toBe(true)
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
