import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** What is needed of a built chunk to follow its static imports. */
interface BuiltChunk {
  readonly fileName: string
  readonly code: string
  readonly imports: readonly string[]
}

/** Chunks that a page loads before it can run: its entry chunk and everything imported statically from there. */
function staticClosure(entry: string, chunks: ReadonlyMap<string, BuiltChunk>): readonly BuiltChunk[] {
  const seen = new Map<string, BuiltChunk>()
  const open = [entry]
  for (let fileName = open.pop(); fileName !== undefined; fileName = open.pop()) {
    const chunk = chunks.get(fileName)
    if (chunk === undefined || seen.has(fileName)) continue
    seen.set(fileName, chunk)
    open.push(...chunk.imports)
  }
  return [...seen.values()]
}

/**
 * Fails the build when the script of one HTML entry, with all that it imports statically, is larger than its budget.
 * `maxGzipBytes` counts bytes after gzip at its default level, chunk by chunk, as a server sends them.
 */
export function sizeBudget(options: {
  readonly environment: string
  readonly entry: string
  readonly maxGzipBytes: number
}): Plugin {
  return {
    name: 'countersign:size-budget',
    apply: 'build',
    applyToEnvironment: ({ name }) => name === options.environment,
    generateBundle(_output, bundle) {
      const chunks = new Map<string, BuiltChunk>()
      let entryFile: string | null = null
      for (const item of Object.values(bundle)) {
        if (item.type !== 'chunk') continue
        chunks.set(item.fileName, item)
        if (item.isEntry && item.facadeModuleId?.endsWith(`/${options.entry}`)) entryFile = item.fileName
      }
      if (entryFile === null) return this.error(`The build has no entry ${options.entry}.`)
      let bytes = 0
      for (const chunk of staticClosure(entryFile, chunks)) bytes += gzipSync(chunk.code).length
      const kilobytes = (bytes / 1000).toFixed(1)
      if (bytes > options.maxGzipBytes) {
        return this.error(
          `${options.entry} loads ${kilobytes} kB of compressed script, its budget is ${options.maxGzipBytes / 1000} kB.`,
        )
      }
      this.info(`${options.entry} loads ${kilobytes} kB of compressed script.`)
    },
  }
}
