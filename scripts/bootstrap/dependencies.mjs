import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout, pinnedNode } from './checkout.mjs'

/**
 * Installs what `package-lock.json` asks for unless it is there already. Says what it does; ends the process with a message
 * where the installation fails. Runs on any Node from 20 up, before anything is installed.
 */
export function ensureDependencies() {
  const reason = whyInstall(checkout)
  if (reason !== undefined) {
    process.stderr.write(`countersign: ${reason}; running npm ci (this takes a minute or two the first time) ...\n`)
    runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  }
  if (!existsSync(pinnedNode)) {
    // Some npm configurations skip install scripts; the one of `node` is what brings the runtime.
    process.stderr.write('countersign: the pinned Node is missing; running npm rebuild node ...\n')
    runNpm(['rebuild', 'node', '--ignore-scripts=false'])
  }
  if (!existsSync(pinnedNode)) {
    fail(`The dependency "node" is installed but brought no runtime for ${process.platform}-${process.arch}.`)
  }
}

/**
 * Why the dependencies of a checkout have to be installed; undefined when they are what the lockfile says. Compares contents,
 * not times: git gives every file of a fresh checkout the time of the checkout.
 *
 * @param {string} directory the checkout
 * @returns {string | undefined}
 */
export function whyInstall(directory) {
  const wanted = packagesOf(join(directory, 'package-lock.json'))
  const installed = packagesOf(join(directory, 'node_modules', '.package-lock.json'))
  if (wanted === undefined) fail('There is no package-lock.json here; this is not a complete checkout.')
  if (installed === undefined) return 'dependencies are not installed'
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.includes('node_modules/')) continue
    const present = installed[path]
    // A package for another platform, or a peer that nobody asked for, may be left out.
    if (present === undefined && (entry.optional || entry.devOptional || entry.peer)) continue
    if (present === undefined) return `${nameOf(path)} is not installed`
    if (present.version !== entry.version) return `${nameOf(path)} is ${present.version}, not ${entry.version}`
    if (present.resolved !== entry.resolved) return `${nameOf(path)} has moved`
  }
  return undefined
}

/** @param {string} lockfile */
function packagesOf(lockfile) {
  if (!existsSync(lockfile)) return undefined
  return JSON.parse(readFileSync(lockfile, 'utf8')).packages
}

/** @param {string} path key of a lockfile, such as `node_modules/pg` */
function nameOf(path) {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

/** @param {string[]} args */
function runNpm(args) {
  // npm says with which program and script it runs us; outside of npm its name on the path has to do.
  const script = process.env.npm_execpath
  const viaScript = script?.endsWith('.js') === true
  const result = spawnSync(viaScript ? process.execPath : 'npm', viaScript ? [script, ...args] : args, {
    cwd: checkout,
    stdio: ['ignore', 2, 2],
    shell: !viaScript && process.platform === 'win32',
  })
  if (result.error) fail(`npm could not be started: ${result.error.message}`)
  if (result.status !== 0) fail(`npm ${args[0]} failed. Its messages are above; ${checkout} is as npm left it.`)
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  process.stderr.write(`countersign: ${message}\n`)
  process.exit(1)
}
