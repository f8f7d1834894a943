import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout, pinnedNode, toolEnvironment } from './checkout.mjs'

const web = join(checkout, 'packages', 'web')
const stampFile = join(web, 'dist', '.sources')

/** Everything that ends up in the bundle, and the lockfile for what comes from outside. */
const sources = [
  'packages/web',
  'packages/contract/src',
  'packages/core/src',
  'packages/expression/src',
  'package-lock.json',
]

/** What lies below these without being part of the bundle. */
const noSource = /(?:^|[\\/])(?:node_modules|dist|dev)[\\/]|\.test\.tsx?$|\.tsbuildinfo$/

/** Builds the web user interface into `packages/web/dist` unless what is there was made from these very sources. */
export function ensureWebBuilt() {
  const stamp = hashSources()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  process.stderr.write('countersign: building the web user interface ...\n')
  buildWeb()
  writeFileSync(stampFile, stamp)
}

/** Ends the process with the bundler's messages where that fails. */
function buildWeb() {
  const vite = join(checkout, 'node_modules', 'vite', 'bin', 'vite.js')
  const result = spawnSync(pinnedNode, [vite, 'build', '--logLevel', 'warn'], {
    cwd: web,
    stdio: ['ignore', 2, 2],
    env: toolEnvironment({ NODE_ENV: 'production' }),
  })
  if (result.error) throw result.error
  if (result.status !== 0) {
    process.stderr.write('countersign: the web user interface could not be built; the messages are above.\n')
    process.exit(1)
  }
}

function hashSources() {
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
