import { allPages, type Block, blocksOf } from '../../test/docs/markdown.ts'

/** A YAML block of a page beside task types, triggers or conditions. */
export interface TypeExample extends Block {
  /** The type that the page was speaking of; null before it has named any. */
  readonly type: string | null
}

/** Pages that tell about types: those beside them. */
const PAGES = /^(?:packages\/(?:core|plugins)\/src|plugins\/\w+)\/.*README\.md$/

/** A line that says which type the page goes on about: its name alone, or as a heading. */
const NAMED = /^(?:#+ )?`(io\.kestra\.[\w.]+)`/

/** Every YAML block of these pages that is no file of its own, in order. */
export function typeExamples(): readonly TypeExample[] {
  return allPages()
    .filter(({ path }) => PAGES.test(path))
    .flatMap((page) => {
      const lines = page.text.split('\n')
      return blocksOf(page)
        .filter(({ language, file }) => language === 'yaml' && file === '')
        .map((block) => {
          const before = lines.slice(0, block.line).findLast((line) => NAMED.test(line))
          return { ...block, type: NAMED.exec(before ?? '')?.[1] ?? null }
        })
    })
}

/** The texts of the examples by type. */
export function examplesByType(): ReadonlyMap<string, readonly string[]> {
  const found = Map.groupBy(typeExamples(), ({ type }) => type ?? '')
  return new Map([...found].map(([type, blocks]) => [type, blocks.map(({ text }) => text)]))
}
