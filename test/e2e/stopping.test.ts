import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ServerProcess } from '../support/server-process.ts'
import { startDemo } from './built-product.ts'
import { createDemoClient } from './demo-client.ts'
import { basicOf, people } from './demo-people.ts'
import { rest } from './rest.ts'

/** A system that the flows call and that answers when the test says so. */
let slow: Server
let calls: ServerResponse[]
let server: ServerProcess | undefined
const scratch = mkdtempSync(join(tmpdir(), 'countersign-stopping-'))

beforeAll(async () => {
  slow = createServer((_request, response) => calls.push(response))
  await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  slow.closeAllConnections()
  slow.close()
  rmSync(scratch, { recursive: true, force: true })
})
afterEach(async () => {
  await server?.close()
  server = undefined
})

/** Starts a server with an execution whose task waits for the slow system. */
async function startCall(shutdownSeconds: string) {
  calls = []
  const started = await startDemo({ environment: { COUNTERSIGN_ENGINE_SHUTDOWN_SECONDS: shutdownSeconds } })
  server = started
  const demo = createDemoClient(started.baseUrl)
  const saved = await rest(`${started.baseUrl}/api/v1/demo/flows`, {
    method: 'POST',
    as: basicOf(people.ada),
    yaml: `
id: ask-slowly
namespace: demo.slow
tasks:
  - id: call
    type: io.kestra.plugin.core.http.Request
    uri: http://127.0.0.1:${(slow.address() as AddressInfo).port}/
  - id: say
    type: io.kestra.plugin.core.log.Log
    message: "It answered {{ outputs.call.body }}"
`,
  })
  expect(saved.status, JSON.stringify(saved.body)).toBe(200)
  const executionId = await demo.start('demo.slow/ask-slowly')
  await callsMade(1)
  return { server: started, demo, executionId }
}

const callsMade = (count: number) => vi.waitFor(() => expect(calls).toHaveLength(count), { timeout: 15_000 })

describe('A server that is told to stop', () => {
  it('lets running attempts finish, and does not repeat them', async () => {
    const { server, demo, executionId } = await startCall('15')
    const stopped = server.stop()
    await vi.waitFor(async () => expect(await answers(server)).toBe(false), { timeout: 10_000 })
    calls[0]?.end('in time')

    expect(await stopped).toBe(0)
    await server.start()
    await demo.waitForState(executionId, 'SUCCESS')
    expect(await demo.logs(executionId)).toContain('It answered in time')
    expect(calls).toHaveLength(1)
  })

  it('hands back what does not finish in time: the next start runs it again', async () => {
    const { server, demo, executionId } = await startCall('0.2')

    expect(await server.stop()).toBe(0)
    await server.start()
    await callsMade(2)
    calls[1]?.end('the second time')
    await demo.waitForState(executionId, 'SUCCESS')
    expect(await demo.logs(executionId)).toContain('It answered the second time')
  })
})

describe('The data directory', () => {
  it('and all that is in it can be read by its owner alone', async () => {
    const data = join(scratch, 'made-by-the-server')
    const before = process.umask(0)
    try {
      server = await startDemo({ args: ['--data', data] })
    } finally {
      process.umask(before)
    }
    const demo = createDemoClient(server.baseUrl)
    await demo.start('demo.it/grant-access', { person: 'Emma', system: 'Payroll' })
    const entries = readdirSync(data, { recursive: true, encoding: 'utf8' })
    expect(entries.length).toBeGreaterThan(3)

    const open = ['.', ...entries].filter((name) => (statSync(join(data, name)).mode & 0o077) !== 0)
    expect(open).toEqual([])
  })
})

async function answers({ baseUrl }: ServerProcess): Promise<boolean> {
  try {
    await fetch(`${baseUrl}/health`)
    return true
  } catch {
    return false
  }
}
