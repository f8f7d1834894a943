import { existsSync, readdirSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Logger } from '@countersign/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { loadConfig } from '../config/load.ts'
import { systemClock } from '../platform/clock.ts'
import { GATE_FLOW, HELLO_FLOW } from '../testing/flows.ts'
import { createTestLogins } from '../testing/test-logins.ts'
import type { AuthFactory } from './auth-parts.ts'
import { type RunningServer, type ServerOptions, startServer } from './compose.ts'

let data: string
let running: RunningServer[] = []

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'countersign-compose-'))
})
afterEach(async () => {
  for (const server of running) await server.close()
  running = []
  await rm(data, { recursive: true, force: true })
})

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent }
const auth: AuthFactory = async () => ({ ...createTestLogins(), sessionCookie: 'sid', close: async () => {} })

async function start(
  flags: Record<string, unknown> = {},
  options: Partial<ServerOptions> = {},
): Promise<RunningServer> {
  const { config } = loadConfig({ environment: {}, flags: { data: join(data, 'd'), port: 0, ...flags } })
  const server = await startServer({ config, environment: {}, clock: systemClock, logger: silent, auth, ...options })
  running.push(server)
  return server
}

const get = (server: RunningServer, path: string) =>
  fetch(`${server.address.url}${path}`, { headers: { authorization: 'Test ana' } })

describe('a server', () => {
  it('listens under its address, keeps its id, and lets only its owner look into its data', async () => {
    const server = await start()
    expect((await get(server, '/health')).status).toBe(200)
    const { uuid } = (await (await get(server, '/api/v1/configs')).json()) as { readonly uuid: string }
    expect((await stat(join(data, 'd'))).mode & 0o777).toBe(0o700)
    expect((await stat(join(data, 'd', 'installation.id'))).mode & 0o777).toBe(0o600)
    expect((await stat(join(data, 'd', 'countersign.db'))).mode & 0o777).toBe(0o600)
    await server.close()
    expect((await readFile(join(data, 'd', 'installation.id'), 'utf8')).trim()).toBe(uuid)
    await expect(get(server, '/health')).rejects.toThrow()
    const again = await start()
    expect(await (await get(again, '/api/v1/configs')).json()).toMatchObject({ uuid })
  })

  it('saves the flows of its flow directory, and starts in spite of one that is not valid', async () => {
    const flows = join(data, 'flows')
    await mkdir(flows)
    await writeFile(join(flows, 'both.yaml'), `${HELLO_FLOW}---\n${GATE_FLOW}`)
    await writeFile(join(flows, 'broken.yml'), 'id: broken\nnamespace: team.api\ntasks: []\n')
    await writeFile(join(flows, 'notes.txt'), 'no flow')
    const server = await start({ flows })
    const found = await (await get(server, '/api/v1/flows/team.api')).json()
    expect((found as readonly { readonly id: string }[]).map(({ id }) => id)).toEqual(['gate', 'hello'])
  })

  it('clears what an earlier one left half done, and touches nothing of one that runs', async () => {
    const left = join(data, 'd', 'work', 'left')
    await mkdir(left, { recursive: true })
    await start()
    expect(existsSync(left)).toBe(false)
    const uploads = readdirSync(join(data, 'd', 'uploads'))
    expect(uploads).toHaveLength(1)
    await mkdir(join(data, 'd', 'work', 'shared-execution.run.1'))
    await expect(start()).rejects.toMatchObject({ code: 'DATABASE_IN_USE' })
    expect(readdirSync(join(data, 'd', 'work'))).toEqual(['shared-execution.run.1'])
    expect(readdirSync(join(data, 'd', 'uploads'))).toEqual(uploads)
    expect(readdirSync(join(data, 'd', 'files', '.unfinished')).length).toBeGreaterThan(0)
  })

  it('is refused a database that another one owns, and leaves nothing open', async () => {
    await start()
    await expect(start()).rejects.toMatchObject({ code: 'DATABASE_IN_USE' })
  })

  it('closes what it had opened when its port is taken', async () => {
    const blocker = createServer()
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve))
    const address = blocker.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const loggingIn = vi.fn(auth)
    await expect(start({ port }, { auth: loggingIn })).rejects.toMatchObject({ code: 'ADDRESS_UNAVAILABLE' })
    // Nobody was made whose password would have to be shown.
    expect(loggingIn).not.toHaveBeenCalled()
    await new Promise((resolve) => blocker.close(resolve))
    // The database is free again.
    expect((await get(await start({ port }), '/health')).status).toBe(200)
  })

  it('is ready for the first request only once it was prepared', async () => {
    const prepared: string[] = []
    const server = await start(
      {},
      {
        async prepare({ engine }) {
          const caller = {
            tenant: 'main',
            actor: { kind: 'system', id: 's', name: 'S' },
            origin: { door: 'system' },
          } as const
          prepared.push((await engine.saveFlow(caller, { source: HELLO_FLOW, mode: 'create' })).id)
        },
      },
    )
    expect(prepared).toEqual(['hello'])
    expect((await get(server, '/api/v1/flows/team.api/hello')).status).toBe(200)
  })

  it('ends streams when it closes, without waiting for their clients', async () => {
    const server = await start()
    const headers = { authorization: 'Test ana', 'content-type': 'application/x-yaml' }
    await fetch(`${server.address.url}/api/v1/flows`, { method: 'POST', body: GATE_FLOW, headers })
    const created = await fetch(`${server.address.url}/api/v1/executions/team.api/gate`, {
      method: 'POST',
      headers: { authorization: 'Test ana' },
    })
    const { id } = (await created.json()) as { readonly id: string }
    const stream = await get(server, `/api/v1/executions/${id}/follow`)
    const text = stream.text()
    await server.close()
    expect(await text).toMatch(/^id: start/)
  })

  it('cannot keep its data where it may not write', async () => {
    await writeFile(join(data, 'file'), '')
    await expect(start({ data: join(data, 'file', 'd') })).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
  })

  it.runIf(process.platform === 'linux')(
    'cannot keep its data where no directory can be made, and says so',
    async () => {
      await expect(start({ data: '/proc/countersign/data' })).rejects.toMatchObject({
        code: 'CONFIG_INVALID',
        message: expect.stringMatching(/^The data directory \/proc\/countersign\/data cannot be used: .*--data\.$/),
      })
    },
  )
})
