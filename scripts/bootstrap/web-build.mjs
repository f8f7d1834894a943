import { join } from 'node:path'
import { runBundler } from './bundler.mjs'
import { checkout } from './checkout.mjs'
import { buildUnlessCurrent } from './source-stamp.mjs'

/** Everything that ends up in the bundle, and the lockfile for what comes from outside. */
const sources = [
  'packages/web',
  'packages/contract/src',
  'packages/core/src',
  'packages/expression/src',
  'package-lock.json',
]

/** Builds the web user interface into `packages/web/dist` unless what is there was made from these very sources. */
export function ensureWebBuilt() {
  buildUnlessCurrent({
    stampFile: join(checkout, 'packages', 'web', 'dist', '.sources'),
    sources,
    build: () =>
      runBundler({
        what: 'the web user interface',
        directory: 'packages/web',
        program: 'vite/bin/vite.js',
        args: ['build', '--logLevel', 'warn'],
      }),
  })
}
