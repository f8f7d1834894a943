import { join } from 'node:path'
import { runBundler } from './bundler.mjs'
import { checkout } from './checkout.mjs'
import { buildUnlessCurrent } from './source-stamp.mjs'

/** Everything that ends up in the bundle, and the lockfile for what comes from outside. */
const sources = [
  ...['contract', 'core', 'engine', 'expression', 'plugin-sdk', 'plugins', 'server', 'storage'].map(
    (name) => `packages/${name}/src`,
  ),
  'packages/server/rolldown.config.js',
  'package-lock.json',
]

/** Bundles the server into `packages/server/dist/bundle` unless what is there was made from these very sources. */
export function ensureServerBuilt() {
  buildUnlessCurrent({
    stampFile: join(checkout, 'packages', 'server', 'dist', 'bundle', '.sources'),
    sources,
    build: () =>
      runBundler({
        what: 'the server',
        directory: 'packages/server',
        program: 'rolldown/bin/cli.mjs',
        args: ['--config', 'rolldown.config.js', '--log-level', 'warn'],
      }),
  })
}
