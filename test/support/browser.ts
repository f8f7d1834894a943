import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { unpackChromium } from './chromium.ts'

/** Window sizes in CSS pixels that tests look at. */
export const viewports = {
  phone: { width: 390, height: 844 },
  tablet: { width: 820, height: 1180 },
  desktop: { width: 1280, height: 800 },
} as const

/** How a page is opened. */
export type PageOptions = {
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly colorScheme?: 'light' | 'dark'
  /** Addresses in the page are relative to this. */
  readonly baseUrl?: string
  /** Extra options of Playwright's browser context, such as `locale` or `reducedMotion`. */
  readonly context?: BrowserContextOptions
}

/** A page under test, with what went wrong in it. */
export type TestPage = {
  readonly page: Page
  /** Errors that the page printed or threw, blocked resources and violations of its Content-Security-Policy included. */
  readonly problems: readonly string[]
  /** Saves a picture as `test-results/<name>.png` and returns its path. */
  screenshot(name: string): Promise<string>
}

/** A running browser; every page has cookies and storage of its own. */
export type TestBrowser = {
  /** Opens a page, hands it over and closes it. Where `work` fails, a picture of the page is kept. */
  withPage<Result>(options: PageOptions, work: (page: TestPage) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

const resultsDirectory = fileURLToPath(new URL('../../test-results/', import.meta.url))

/** Chromium without its sandbox: that needs rights which a container, or root, does not have. */
const flags = ['--no-sandbox', '--disable-setuid-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none']

/** Starts the browser that the dev dependencies bring. */
export async function openBrowser(): Promise<TestBrowser> {
  const { executable, environment } = await unpackChromium()
  const browser = await chromium.launch({
    executablePath: executable,
    args: [...flags],
    env: { ...definedEnvironment(), ...environment },
  })
  return { withPage: (options, work) => withPageOf(browser, options, work), close: () => browser.close() }
}

async function withPageOf<Result>(
  browser: Browser,
  options: PageOptions,
  work: (page: TestPage) => Promise<Result>,
): Promise<Result> {
  const context = await browser.newContext({
    viewport: options.viewport ?? viewports.desktop,
    colorScheme: options.colorScheme ?? 'light',
    ...(options.baseUrl === undefined ? {} : { baseURL: options.baseUrl }),
    ...options.context,
  })
  try {
    const page = await context.newPage()
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(`console: ${message.text()}`)
    })
    const screenshot = (name: string) => saveScreenshot(page, name)
    try {
      return await work({ page, problems, screenshot })
    } catch (error) {
      await screenshot(`failed-${Date.now()}`).catch(() => undefined)
      throw error
    }
  } finally {
    await context.close()
  }
}

async function saveScreenshot(page: Page, name: string): Promise<string> {
  await mkdir(resultsDirectory, { recursive: true })
  const path = join(resultsDirectory, `${name}.png`)
  await page.screenshot({ path, animations: 'disabled' })
  return path
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
