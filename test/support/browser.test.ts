import { existsSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, type TestBrowser, viewports } from './browser.ts'

const content = `<!doctype html><title>Harness</title>
<style>body { color: black } @media (prefers-color-scheme: dark) { body { color: white } }</style>
<label>Name <input></label><button>Greet</button><output></output>
<script src="/script.js"></script>
<script>document.title = 'inline scripts run'</script>`
const script = `document.querySelector('button').onclick = () => {
  document.querySelector('output').textContent = 'Hello ' + document.querySelector('input').value
}`

let site: Server
let baseUrl: string
let browser: TestBrowser

beforeAll(async () => {
  site = createServer((request, response) => {
    const isScript = request.url === '/script.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.setHeader('content-security-policy', "default-src 'self'; style-src 'unsafe-inline'")
    response.end(isScript ? script : content)
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  // A server listening on TCP has an AddressInfo; the string form is for pipes.
  baseUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  site?.close()
})

test('The browser fills a form, runs a script and takes a picture', async () => {
  await browser.withPage({ baseUrl, viewport: viewports.phone }, async ({ page, screenshot }) => {
    await page.goto('/')
    await page.getByLabel('Name').fill('Ada')
    await page.getByRole('button', { name: 'Greet' }).click()

    expect(await page.locator('output').textContent()).toBe('Hello Ada')
    expect(await page.evaluate(() => innerWidth)).toBe(viewports.phone.width)
    const picture = await screenshot('support-browser')
    expect(existsSync(picture)).toBe(true)
    rmSync(picture)
  })
})

test('What the Content-Security-Policy forbids does not run and is reported', async () => {
  await browser.withPage({ baseUrl }, async ({ page, problems }) => {
    await page.goto('/')

    expect(await page.title()).toBe('Harness')
    expect(problems).toEqual([expect.stringContaining('Content Security Policy')])
  })
})

test('A page is shown in the colour scheme it is asked for', async () => {
  const colorIn = (colorScheme: 'light' | 'dark') =>
    browser.withPage({ baseUrl, colorScheme }, async ({ page }) => {
      await page.goto('/')
      return page.evaluate(() => getComputedStyle(document.body).color)
    })

  expect(await colorIn('light')).toBe('rgb(0, 0, 0)')
  expect(await colorIn('dark')).toBe('rgb(255, 255, 255)')
})

test('Pages do not share cookies', async () => {
  await browser.withPage({ baseUrl }, async ({ page }) => {
    await page.goto('/')
    await page.context().addCookies([{ name: 'session', value: 'one', url: baseUrl }])
  })
  await browser.withPage({ baseUrl }, async ({ page }) => {
    await page.goto('/')
    expect(await page.context().cookies()).toEqual([])
  })
})
