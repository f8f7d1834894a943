import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { checkout, pinnedNode, toolEnvironment } from './checkout.mjs'

/**
 * Runs a bundler on the pinned Node. Ends the process with the bundler's messages where that fails.
 *
 * @param {{ what: string, directory: string, program: string, args: readonly string[] }} job `what` is made, as a person calls
 *   it; `directory` is the one of the package inside the checkout; `program` is the bundler's below `node_modules`
 */
export function runBundler({ what, directory, program, args }) {
  process.stderr.write(`countersign: building ${what} ...\n`)
  const result = spawnSync(pinnedNode, [join(checkout, 'node_modules', program), ...args], {
    cwd: join(checkout, directory),
    // The list of what was written is not worth a screen; warnings and errors come on standard error.
    stdio: ['ignore', 'ignore', 2],
    env: toolEnvironment({ NODE_ENV: 'production' }),
  })
  if (result.error) throw result.error
  if (result.status !== 0) {
    process.stderr.write(`countersign: ${what} could not be built; the messages are above.\n`)
    process.exit(1)
  }
}
