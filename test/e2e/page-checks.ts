import { createRequire } from 'node:module'
import { expect } from 'vitest'
import { type TestPage, viewports } from '../support/browser.ts'

type Page = TestPage['page']

/** The part of axe's report that is looked at. */
type AxeReport = {
  readonly violations: readonly {
    readonly id: string
    readonly impact: string | null
    readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[]
  }[]
}

const axeSource: string = createRequire(import.meta.url)('axe-core').source

/** All four looks. axe, which is slow, judges those of one half: every page by day and by night, on a desk and on a phone. */
const looks = [
  { viewport: 'desktop', colorScheme: 'light', half: 0 },
  { viewport: 'desktop', colorScheme: 'dark', half: 1 },
  { viewport: 'phone', colorScheme: 'dark', half: 0 },
  { viewport: 'phone', colorScheme: 'light', half: 1 },
] as const

/**
 * Looks at a page as it stands on a desk and on a phone, in both colour schemes: nothing serious for axe, nothing that scrolls
 * sideways. Keeps a picture of each look as `<name>-<viewport>-<scheme>.png`. Which half of the looks axe judges goes by the
 * name, so that over all pages what they share is judged in each.
 */
export async function checkLooks({ page, screenshot }: TestPage, name: string): Promise<void> {
  const found: string[] = []
  for (const { viewport, colorScheme, half } of looks) {
    await page.setViewportSize(viewports[viewport])
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await standsStill(page)
    const where = `${name}, ${viewport}, ${colorScheme}`
    found.push(...(await widerThanWindow(page)).map((what) => `${where}: scrolls sideways: ${what}`))
    if (half === name.length % 2) found.push(...(await seriousFindings(page)).map((what) => `${where}: ${what}`))
    await screenshot(`${name}-${viewport}-${colorScheme}`)
  }
  expect(found).toEqual([])
}

/** Waits until colours have faded over: a contrast that is measured in between says nothing. */
async function standsStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(resolve))
    const ending = document
      .getAnimations()
      .filter((animation) => Number.isFinite(animation.effect?.getComputedTiming().endTime ?? 0))
    await Promise.allSettled(ending.map(({ finished }) => finished))
  })
}

/** The elements that make a page scroll sideways; empty when it does not. */
async function widerThanWindow(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    if (document.documentElement.scrollWidth <= window.innerWidth) return []
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
      .map((element) => `<${element.tagName.toLowerCase()} class="${element.className}">`)
      .slice(0, 5)
  })
}

/** What axe finds that is serious or worse, with the places. */
async function seriousFindings(page: Page): Promise<readonly string[]> {
  // The page's Content-Security-Policy forbids script elements that are not the server's; evaluating goes around it.
  await page.evaluate(`if (!window.axe) { ${axeSource} }`)
  const report = await page.evaluate<AxeReport>(`axe.run(document, { resultTypes: ['violations'], preload: false })`)
  return report.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
    )
}
