import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** Files that shrink; pictures and fonts have their own compression. */
const COMPRESSIBLE = /\.(?:js|css|html|svg)$/

/** Below this many bytes a compressed copy is not worth a file. */
const MIN_BYTES = 1_024

/**
 * Writes a Brotli and a gzip copy beside each built file (`x.js.br`, `x.js.gz`), at the highest levels: the server hands
 * them out as they are and spends no time on compressing.
 */
export function precompress(): Plugin {
  return {
    name: 'countersign:precompress',
    apply: 'build',
    writeBundle({ dir }, bundle) {
      if (dir === undefined) return
      for (const name of Object.keys(bundle).filter((file) => COMPRESSIBLE.test(file))) {
        const path = join(dir, name)
        const content = readFileSync(path)
        if (content.length < MIN_BYTES) continue
        writeFileSync(`${path}.br`, brotliCompressSync(content))
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }))
      }
    },
  }
}
