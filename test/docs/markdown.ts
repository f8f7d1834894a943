import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Absolute path of the checkout. */
export const checkout = fileURLToPath(new URL('../../', import.meta.url))

/** A page of the documentation. */
export type Page = {
  /** From the checkout's root, such as `docs/guides/approvals.md`. */
  readonly path: string
  readonly text: string
}

/** A fenced block of a page. */
export type Block = {
  readonly page: string
  readonly line: number
  readonly language: string
  /** What stands after the language: the file that the block is, for pages that a test follows. */
  readonly file: string
  readonly text: string
}

/** Folders whose pages are not ours, or not pages of the documentation. */
const passedOver = new Set(['node_modules', '.git', 'dist', 'test-results'])

/** Every page of the repository. */
export function allPages(): readonly Page[] {
  const paths = readdirSync(checkout, { withFileTypes: true }).flatMap((entry) => {
    if (passedOver.has(entry.name)) return []
    if (!entry.isDirectory()) return [entry.name]
    return readdirSync(join(checkout, entry.name), { recursive: true, encoding: 'utf8' })
      .filter((name) => !name.split(/[\\/]/).some((part) => passedOver.has(part)))
      .map((name) => `${entry.name}/${name.replaceAll('\\', '/')}`)
  })
  return paths.filter((path) => path.endsWith('.md')).map(readPage)
}

/** The pages that tell people what to write and to type. */
export function guides(): readonly Page[] {
  const names = readdirSync(join(checkout, 'docs/guides')).filter((name) => name.endsWith('.md'))
  return ['README.md', ...names.map((name) => `docs/guides/${name}`)].map(readPage)
}

function readPage(path: string): Page {
  return { path, text: readFileSync(join(checkout, path), 'utf8') }
}

/** The fenced blocks of a page, in order. */
export function blocksOf({ path, text }: Page): readonly Block[] {
  return [...text.matchAll(/^```(\w*)([^\n]*)\n([\s\S]*?)^```/gm)].map((match) => ({
    page: path,
    line: text.slice(0, match.index).split('\n').length,
    language: match[1] ?? '',
    file: (match[2] ?? '').trim(),
    text: match[3] ?? '',
  }))
}

/** The words of a command line as a POSIX shell splits them: quotes, comments and redirections as far as guides use them. */
export function shellWords(line: string): readonly string[] {
  const words: string[] = []
  for (const [token] of line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)) {
    if (token.startsWith('#') || token.startsWith('>')) break
    words.push(
      token.replaceAll(/'([^']*)'|"([^"]*)"/g, (_, single?: string, double?: string) => single ?? double ?? ''),
    )
  }
  return words
}
