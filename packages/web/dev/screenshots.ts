/**
 * Takes pictures of every page at the two sizes and in both schemes, against a running mock server (`npm run mock`):
 * `node --conditions=source dev/screenshots.ts OUT_DIR [PAGE_NAME ...]`.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from '@countersign/contract/client'
import chromium from '@sparticuz/chromium'
import { type Browser, type Page, chromium as playwright } from 'playwright-core'

const ORIGIN = process.env.ORIGIN ?? 'http://127.0.0.1:4180'

interface Shot {
  readonly name: string
  readonly path: string
  readonly act?: (page: Page) => Promise<void>
}

async function ids(): Promise<{ open: string; settled: string; release: string; failed: string; paused: string }> {
  const client = createClient({ baseUrl: ORIGIN, tenant: 'main' })
  const approvals = await client.approvals.search({ size: 100 })
  const failed = await client.executions.search({ state: ['FAILED'] })
  const of = (test: (item: (typeof approvals.results)[number]) => boolean) => approvals.results.find(test)
  return {
    open: of((item) => item.status === 'OPEN' && item.flowId === 'vacation_approval')?.id ?? '',
    paused: of((item) => item.status === 'OPEN' && item.flowId === 'vacation_approval')?.executionId ?? '',
    settled: of((item) => item.status === 'SETTLED')?.id ?? '',
    release: of((item) => item.flowId === 'release_gate')?.id ?? '',
    failed: failed.results[0]?.id ?? '',
  }
}

async function shots(): Promise<readonly Shot[]> {
  const { open, settled, release, failed, paused } = await ids()
  const finance = 'finance.invoices.eu.quarterly/reconcile_supplier_invoices_with_the_general_ledger'
  const press = (name: string) => (page: Page) => page.getByRole('button', { name }).first().click()
  return [
    { name: 'login', path: '/login' },
    { name: 'inbox', path: '/main/inbox' },
    { name: 'inbox-settled', path: '/main/inbox?view=settled' },
    { name: 'request-open', path: `/main/approvals/${open}` },
    { name: 'request-error', path: `/main/approvals/${open}`, act: press('Approve') },
    { name: 'request-release', path: `/main/approvals/${release}` },
    { name: 'request-settled', path: `/main/approvals/${settled}` },
    { name: 'request-missing', path: '/main/approvals/nothere' },
    { name: 'request-by-execution', path: `/main/executions/${failed}/approval` },
    { name: 'executions', path: '/main/executions' },
    {
      name: 'executions-filter',
      path: '/main/executions?state=FAILED&state=PAUSED&timeRange=P7D',
      act: press('Filter'),
    },
    { name: 'executions-none', path: '/main/executions?q=nothing' },
    { name: 'execution-failed', path: `/main/executions/${finance}/${failed}` },
    { name: 'execution-tasks', path: `/main/executions/${finance}/${failed}/task-runs` },
    { name: 'execution-logs', path: `/main/executions/${finance}/${failed}/logs` },
    { name: 'execution-outputs', path: `/main/executions/${finance}/${failed}/outputs` },
    { name: 'execution-paused', path: `/main/executions/hr.operations/vacation_approval/${paused}` },
    { name: 'execution-decisions', path: `/main/executions/hr.operations/vacation_approval/${paused}/decisions` },
    { name: 'execution-audit', path: `/main/executions/hr.operations/vacation_approval/${paused}/audit` },
    { name: 'flows', path: '/main/flows' },
    { name: 'flow', path: '/main/flows/hr.operations/vacation_approval' },
    { name: 'flow-edit', path: '/main/flows/hr.operations/vacation_approval', act: editWithFaults },
    { name: 'flow-revisions', path: '/main/flows/hr.operations/vacation_approval/revisions' },
    { name: 'flow-executions', path: '/main/flows/hr.operations/vacation_approval/executions' },
    { name: 'flow-run', path: '/main/flows/hr.operations/vacation_approval', act: press('Run') },
    { name: 'flow-run-every', path: '/main/flows/demo.forms/every_input', act: press('Run') },
    { name: 'flow-new', path: '/main/flows/new' },
    { name: 'audit', path: '/main/audit', act: press('Verify the chain') },
    { name: 'tokens', path: '/main/settings/tokens' },
    { name: 'catcher', path: '/main/catcher' },
    { name: 'palette', path: '/main/inbox', act: openPalette },
    { name: 'not-found', path: '/main/nowhere' },
  ]
}

async function editWithFaults(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Edit' }).click()
  const editor = page.getByLabel('Source of the flow')
  await editor.fill(
    (await editor.inputValue()).replace('core.log.Log', 'core.log.oops').replace('method: POST', 'method: hmm'),
  )
  await page.waitForTimeout(900)
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.keyboard.type('vac')
  await page.waitForTimeout(600)
}

async function take(browser: Browser, out: string, wanted: readonly Shot[]): Promise<void> {
  const sizes = [
    { label: 'phone', width: 390, height: 844 },
    { label: 'wide', width: 1440, height: 900 },
  ]
  for (const { label, width, height } of sizes) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme,
        reducedMotion: 'reduce',
        hasTouch: label === 'phone',
        isMobile: label === 'phone',
      })
      const page = await context.newPage()
      page.on('console', (message) => {
        if (message.type() === 'error') process.stdout.write(`  console: ${message.text()}\n`)
      })
      page.on('pageerror', (error) => process.stdout.write(`  page error: ${error.message}\n`))
      for (const shot of wanted) {
        await page.goto(`${ORIGIN}/ui${shot.path}`)
        await page.waitForTimeout(500)
        try {
          await shot.act?.(page)
        } catch (error) {
          process.stdout.write(`  ${shot.name}: ${String(error).split('\n')[0]}\n`)
        }
        await page.waitForTimeout(350)
        await page.screenshot({ path: join(out, `${shot.name}-${label}-${colorScheme}.png`) })
      }
      await context.close()
    }
  }
}

const [out = 'shots', ...names] = process.argv.slice(2)
mkdirSync(out, { recursive: true })
const browser = await playwright.launch({
  executablePath: await chromium.executablePath(),
  // In one process the browser dies with its first context.
  args: chromium.args.filter((arg) => arg !== '--single-process'),
})
try {
  const all = await shots()
  await take(browser, out, names.length === 0 ? all : all.filter(({ name }) => names.includes(name)))
} finally {
  await browser.close()
}
