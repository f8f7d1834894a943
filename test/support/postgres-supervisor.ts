/**
 * A process of its own that keeps one PostgreSQL server for the tests and ends it when its standard input closes, which
 * happens however the process that started it ends, SIGKILL included. Prints one line of JSON, `{ "url": … }`, when the
 * server accepts connections; `--durable` keeps PostgreSQL's durability, for measurements. Started by `startPostgres()`; not meant to be run by hand.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { access, chown, constants, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './ports.ts'
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts'

const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=300',
  'shared_buffers=128MB',
  'timezone=UTC',
]

/** Durability is of no use to a database that is thrown away, and its cost is most of a test's time. */
const withoutDurability = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

/** A whole run of the tests keeps less than one of them. */
const ENOUGH_BYTES = 4 * 1024 ** 3

async function main(): Promise<void> {
  // Whoever started us ends us through the pipe; a Ctrl-C meant for the test runner must not take the database first.
  process.on('SIGINT', () => undefined)
  const ended = new Promise<void>((resolve) => process.stdin.resume().once('end', resolve).once('error', resolve))
  process.once('SIGTERM', () => process.stdin.destroy(new Error('terminated')))

  const durable = process.argv.includes('--durable')
  const binaries = await findPostgresBinaries()
  const directory = await mkdtemp(join(await placeForData(durable), 'countersign-postgres-'))
  let server: ChildProcess | undefined
  try {
    const password = randomBytes(16).toString('hex')
    await initialise(binaries, directory, password)
    const port = await freePort()
    server = await start(binaries, directory, port, durable ? settings : [...settings, ...withoutDurability])
    const died = new Promise<void>((resolve) => server?.once('exit', () => resolve()))
    process.stdout.write(`${JSON.stringify({ url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres` })}\n`)
    await Promise.race([ended, died])
  } finally {
    if (server) await stop(server)
    await rm(directory, { recursive: true, force: true })
    await binaries.close()
  }
}

/**
 * Where the server keeps its files: in memory where the machine offers enough of it under `/dev/shm`, for every test has a
 * database of its own and to create the hundreds of files of one on a disk takes several times as long.
 */
async function placeForData(durable: boolean): Promise<string> {
  const memory = '/dev/shm'
  if (durable || process.env.TMPDIR !== undefined) return tmpdir()
  try {
    await access(memory, constants.W_OK)
    const { bavail, bsize } = await statfs(memory)
    return bavail * bsize >= ENOUGH_BYTES ? memory : tmpdir()
  } catch {
    return tmpdir()
  }
}

async function initialise(binaries: PostgresBinaries, directory: string, password: string): Promise<void> {
  const { uid, gid } = binaries.owner
  const passwordFile = join(directory, 'password')
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (uid !== undefined && gid !== undefined) {
    await chown(directory, uid, gid)
    await chown(passwordFile, uid, gid)
  }
  const child = spawn(
    binaries.initdb,
    [
      `--pgdata=${join(directory, 'data')}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=password',
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
    ],
    { ...binaries.owner, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const errors = collect(child)
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  if (code !== 0) throw new Error(`initdb ended with ${code}: ${errors.text()}`)
}

async function start(
  binaries: PostgresBinaries,
  directory: string,
  port: number,
  configuration: readonly string[],
): Promise<ChildProcess> {
  const child = spawn(
    binaries.postgres,
    ['-D', join(directory, 'data'), '-p', String(port), ...configuration.flatMap((setting) => ['-c', setting])],
    { ...binaries.owner, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, LC_MESSAGES: 'C' } },
  )
  const errors = collect(child)
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => reject(new Error(`postgres ended with ${code}: ${errors.text()}`)))
    child.stderr?.on('data', () => {
      if (errors.text().includes('database system is ready to accept connections')) resolve()
    })
  })
  return child
}

/** SIGINT asks PostgreSQL for its fast shutdown: open transactions are rolled back, connections closed. */
async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  server.kill('SIGINT')
  const impatient = setTimeout(() => server.kill('SIGKILL'), 5_000)
  await exited
  clearTimeout(impatient)
}

/** Keeps the last few kilobytes of what a child says, for the message when it fails. */
function collect(child: ChildProcess): { text(): string } {
  let text = ''
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-8_192)
  })
  return { text: () => text }
}

await main()
