/**
 * `npm run build`: what is published. Emits every package that runs in Node to its `dist`, bundles the server and the web
 * user interface and lays them side by side.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { checkout, toolEnvironment } from '../bootstrap/checkout.mjs'
import { ensureServerBuilt } from '../bootstrap/server-build.mjs'
import { ensureWebBuilt } from '../bootstrap/web-build.mjs'
import { removeOrphans } from './remove-orphans.ts'

// The server references every other package that is emitted; plugins stand beside it.
const entryProject = 'packages/server'
const plugins = ['plugins/jdbc']

for (const directory of ['packages', 'plugins']) removeOrphans(join(checkout, directory))
const result = spawnSync(join(checkout, 'node_modules', '.bin', 'tsc'), ['-b', entryProject, ...plugins], {
  cwd: checkout,
  stdio: 'inherit',
  env: toolEnvironment(),
  shell: process.platform === 'win32',
})
if (result.status !== 0) {
  console.error('The packages could not be built; the compiler says why above.')
  process.exit(1)
}

ensureServerBuilt()
ensureWebBuilt()
const served = join(checkout, entryProject, 'dist', 'web')
rmSync(served, { recursive: true, force: true })
cpSync(join(checkout, 'packages', 'web', 'dist'), served, { recursive: true })
console.log('Built. Try: npm exec -- countersign --help')
