import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Logger } from '@countersign/core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../compose/compose.ts'
import { settleAddress } from '../compose/server-address.ts'
import { loadConfig } from '../config/load.ts'
import { systemClock } from '../platform/clock.ts'
import { createTestLogins } from '../testing/test-logins.ts'
import { openDemoWorld } from './demo-world.ts'
import { DEMO_TENANT } from './people.ts'

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent }
let data: string

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'countersign-demo-'))
})
afterEach(() => rm(data, { recursive: true, force: true }))

/** Runs a demo for as long as `use` takes. */
async function duringDemo<T>(port: number, use: (server: RunningServer, hr: string) => Promise<T>): Promise<T> {
  const { config } = loadConfig({ environment: {}, flags: { data, port, demo: true } })
  const demo = await openDemoWorld({ config, environment: {}, clock: systemClock, logger: silent })
  const server = await startServer({
    config: demo.config,
    environment: demo.environment,
    clock: systemClock,
    logger: silent,
    auth: async () => ({ ...createTestLogins(), sessionCookie: 'sid', close: async () => {} }),
    prepare: (parts) => demo.seed(parts),
  })
  try {
    return await use(server, demo.catcher.urls().hr)
  } finally {
    await server.close()
    await demo.close()
  }
}

/** Where the values of the demo were written, one entry for each time, as the audit log has it. */
async function writtenValues({ storage }: RunningServer): Promise<readonly (string | undefined)[]> {
  const events = await storage.audit.read(DEMO_TENANT, 0, 1_000)
  return events.filter(({ action }) => action === 'kv.written').map(({ target }) => target.namespace)
}

it('the address of the HR system is written once, and again only when it has changed', async () => {
  const { port } = await settleAddress({ host: '127.0.0.1', port: 0, url: undefined })
  const first = await duringDemo(port, async (server, hr) => ({ hr, written: await writtenValues(server) }))
  expect(first.written).toEqual(['demo.hr', 'hr.operations'])

  await duringDemo(port, async (server, hr) => {
    expect(await writtenValues(server)).toHaveLength(hr === first.hr ? 2 : 4)
  })
})
