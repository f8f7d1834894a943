import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { checkout, nodeFlags, pinnedNode, toolEnvironment } from './checkout.mjs'
import { ensureDependencies } from './dependencies.mjs'

/**
 * The way from `npm run …`, on whatever Node, to a TypeScript program on the pinned Node: installs what is missing, runs the
 * program with this process's arguments and ends with its exit code.
 *
 * @param {string} program path inside the checkout
 */
export async function runOnPinnedNode(program) {
  ensureDependencies()
  await runInForeground([program, ...process.argv.slice(2)])
}

/**
 * Runs the pinned Node in the foreground, hands signals on to it and ends this process as it ended.
 *
 * @param {string[]} args program and its arguments
 * @returns {Promise<never>}
 */
export async function runInForeground(args) {
  const child = spawn(pinnedNode, [...nodeFlags, ...args], { cwd: checkout, stdio: 'inherit', env: toolEnvironment() })
  forwardSignals(child)
  child.once('error', (error) => {
    process.stderr.write(`countersign: ${pinnedNode} could not be started: ${error.message}\n`)
    process.exit(1)
  })
  return new Promise(() => {
    child.once('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 128 + constants.signals[signal]))
  })
}

/**
 * A terminal sends Ctrl-C to every process of the foreground group, the child included: handing it on would make two of one.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
function forwardSignals(child) {
  process.on('SIGINT', () => {
    if (!process.stdin.isTTY) child.kill('SIGINT')
  })
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  process.on('SIGHUP', () => child.kill('SIGHUP'))
}
