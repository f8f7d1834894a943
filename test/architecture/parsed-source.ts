import { type Comment, parseSync, Visitor } from 'oxc-parser'

/** One module that a source refers to. */
export type ImportedModule = {
  readonly specifier: string
  /** Whether the reference disappears when types are stripped. */
  readonly typeOnly: boolean
  readonly line: number
}

/** What the rules look at in one file. */
export type ParsedSource = {
  /** Path from the root of the checkout, with forward slashes. */
  readonly path: string
  readonly lineCount: number
  readonly imports: readonly ImportedModule[]
  /** Lines of `any` written as a type. */
  readonly anyTypes: readonly number[]
  /** Lines with a comment that switches a check off. */
  readonly suppressions: readonly number[]
  /** Lines that read `process.env`. */
  readonly environmentReads: readonly number[]
  /** Lines that use the global `console`. */
  readonly consoleUses: readonly number[]
}

const suppression = /@ts-(?:ignore|expect-error|nocheck)|biome-ignore|eslint-disable|oxlint-disable/

/**
 * Parses one source file and collects what the architecture rules need.
 *
 * @param path from the root of the checkout; its ending says which language it is in.
 * @throws when the text is not TypeScript.
 */
export function parseSource(path: string, text: string): ParsedSource {
  const parsed = parseSync(path, text)
  const [error] = parsed.errors
  if (error) throw new Error(`${path} cannot be parsed: ${error.message}`)
  const lineOf = lineCounter(text)
  const anyTypes: number[] = []
  const environmentReads: number[] = []
  const consoleUses: number[] = []
  const imports = staticImports(parsed.module, lineOf)

  new Visitor({
    TSAnyKeyword: (node) => anyTypes.push(lineOf(node.start)),
    TSImportType: (node) => {
      imports.push({ specifier: String(node.source.value), typeOnly: true, line: lineOf(node.start) })
    },
    ImportExpression: (node) => {
      if (node.source.type === 'Literal' && typeof node.source.value === 'string') {
        imports.push({ specifier: node.source.value, typeOnly: false, line: lineOf(node.start) })
      }
    },
    MemberExpression: (node) => {
      if (node.object.type !== 'Identifier') return
      if (node.object.name === 'console') consoleUses.push(lineOf(node.start))
      const property = node.property
      const name = property.type === 'Identifier' ? property.name : property.type === 'Literal' ? property.value : ''
      if (node.object.name === 'process' && name === 'env') environmentReads.push(lineOf(node.start))
    },
  }).visit(parsed.program)

  return {
    path,
    lineCount: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    imports,
    anyTypes,
    suppressions: parsed.comments
      .filter(({ value }: Comment) => suppression.test(value))
      .map(({ start }) => lineOf(start)),
    environmentReads,
    consoleUses,
  }
}

function staticImports(
  module: ReturnType<typeof parseSync>['module'],
  lineOf: (offset: number) => number,
): ImportedModule[] {
  const imports = module.staticImports.map(({ moduleRequest, entries, start }) => ({
    specifier: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
    line: lineOf(start),
  }))
  const reExports = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType, start }) =>
      moduleRequest ? [{ specifier: moduleRequest.value, typeOnly: isType, line: lineOf(start) }] : [],
    ),
  )
  return [...imports, ...reExports]
}

/** Turns an offset into a line number, from 1. */
function lineCounter(text: string): (offset: number) => number {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low + 1
  }
}
