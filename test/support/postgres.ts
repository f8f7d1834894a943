import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createTestDatabase } from './postgres-database.ts'

/** Names a running server, so that everything that one `npm test` starts shares it. */
export const POSTGRES_URL_VARIABLE = 'COUNTERSIGN_TEST_POSTGRES_URL'

const supervisorProgram = fileURLToPath(new URL('./postgres-supervisor.ts', import.meta.url))

/** A real PostgreSQL server for tests. */
export type TestPostgres = {
  /** URL of the maintenance database, for a user who may create databases. */
  readonly url: string
  /** Creates an empty database of its own for one test and returns its URL. It goes when the server goes. */
  createDatabase(): Promise<string>
  /** Ends the server and removes its files; does nothing where the server was somebody else's. */
  stop(): Promise<void>
}

/**
 * Starts a PostgreSQL server on a free port of the loopback interface, or joins the one that the environment variable
 * `COUNTERSIGN_TEST_POSTGRES_URL` names. A server of our own also ends when this process dies.
 *
 * @param options.durable keeps PostgreSQL's own durability, for measurements; tests do without it.
 * @throws when the server does not come up; the message holds what it said.
 */
export async function startPostgres(options: { readonly durable?: boolean } = {}): Promise<TestPostgres> {
  const existing = process.env[POSTGRES_URL_VARIABLE]
  if (existing)
    return { url: existing, createDatabase: () => createTestDatabase(existing), stop: async () => undefined }

  const supervisor = spawn(process.execPath, [supervisorProgram, ...(options.durable ? ['--durable'] : [])], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C reaches the test runner, which closes the pipe when it is done with the database.
    detached: true,
  })
  let complaints = ''
  supervisor.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    complaints = (complaints + chunk).slice(-8_192)
  })
  const exited = new Promise<void>((resolve) => supervisor.once('exit', () => resolve()))
  const firstLine = await Promise.race([
    new Promise<string>((resolve) => createInterface({ input: supervisor.stdout }).once('line', resolve)),
    exited.then(() => undefined),
  ])
  if (firstLine === undefined) throw new Error(`The test database did not start.\n${complaints}`)
  // A test runner that forgets to stop must still be able to end.
  supervisor.unref()
  for (const stream of [supervisor.stdin, supervisor.stdout, supervisor.stderr])
    if ('unref' in stream && typeof stream.unref === 'function') stream.unref()

  const { url }: { url: string } = JSON.parse(firstLine)
  return {
    url,
    createDatabase: () => createTestDatabase(url),
    stop: async () => {
      supervisor.ref()
      supervisor.stdin.end()
      await exited
    },
  }
}
