import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from './checkout.mjs'

/** What lies below the sources of a package without ending up in what is built from them. */
const noSource = /(?:^|[\\/])(?:node_modules|dist|dev)[\\/]|\.(?:test|testsuite)\.tsx?$|\.tsbuildinfo$/

/**
 * Builds something unless it was made from these very sources. Contents are compared, not times: git gives every file of a
 * fresh checkout the time of the checkout.
 *
 * @param {{ stampFile: string, sources: readonly string[], build: () => void }} artefact `stampFile` lies beside what is
 *   built; `sources` are files and directories inside the checkout
 */
export function buildUnlessCurrent({ stampFile, sources, build }) {
  const stamp = hashSources(sources)
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  build()
  writeFileSync(stampFile, stamp)
}

/** @param {readonly string[]} sources */
function hashSources(sources) {
  const hash = createHash('sha256')
  for (const file of sources.flatMap(filesBelow)) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(checkout, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

/**
 * @param {string} path file or directory inside the checkout
 * @returns {string[]} the files
 */
function filesBelow(path) {
  if (statSync(join(checkout, path)).isFile()) return [path]
  return readdirSync(join(checkout, path), { withFileTypes: true })
    .map((entry) => ({ entry, inside: `${path}/${entry.name}` }))
    .filter(({ entry, inside }) => !noSource.test(entry.isDirectory() ? `${inside}/` : inside))
    .flatMap(({ inside }) => filesBelow(inside))
    .sort()
}
