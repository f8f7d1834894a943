import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allPages, checkout, type Page } from './markdown.ts'

/** Links and pictures of a page that lead into the repository, outside of code. */
function localLinks(text: string): readonly string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '')
  return [...prose.matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)]
    .map((match) => match[1] ?? '')
    .filter((target) => !/^[a-z][a-z+.-]*:/i.test(target))
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#{1,6}\s+(.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  )
}

/** Links of a page that lead to a file or a heading that is not there. */
function brokenLinks({ path, text }: Page): readonly string[] {
  return localLinks(text).filter((link) => {
    const [target = '', anchor] = link.split('#')
    const file = target === '' ? join(checkout, path) : join(checkout, dirname(path), decodeURIComponent(target))
    if (!existsSync(file)) return true
    if (anchor === undefined || statSync(file).isDirectory()) return false
    return !anchorsOf(readFileSync(file, 'utf8')).includes(anchor)
  })
}

describe('links between pages', () => {
  const pages = allPages()

  it('are found', () => {
    expect(pages.flatMap(({ text }) => localLinks(text)).length).toBeGreaterThan(30)
  })

  it('all lead somewhere', () => {
    expect(pages.flatMap((page) => brokenLinks(page).map((link) => `${page.path}: ${link}`))).toEqual([])
  })
})
