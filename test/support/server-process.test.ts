import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { type ServerOptions, type ServerProcess, startServer } from './server-process.ts'

const program = { nodeFlags: [], file: fileURLToPath(new URL('./fixtures/counting-server.mjs', import.meta.url)) }
const started: ServerProcess[] = []

async function start(options: ServerOptions = {}): Promise<ServerProcess> {
  const server = await startServer({ program, ...options })
  started.push(server)
  return server
}

async function health(baseUrl: string): Promise<{ starts: number; pid: number }> {
  return (await fetch(`${baseUrl}/health`)).json()
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.close()))
})

test('A killed server starts again on the same address and data', async () => {
  const server = await start()
  expect(await health(server.baseUrl)).toMatchObject({ starts: 1 })

  await server.kill9()
  await expect(health(server.baseUrl)).rejects.toThrow()
  await server.start()

  expect(await health(server.baseUrl)).toMatchObject({ starts: 2 })
  expect(server.output()).toBe('start 1\n(the server ended: SIGKILL)\nstart 2\n')
})

test('A server that is asked to stop ends by itself, and its temporary data goes when it is closed', async () => {
  const server = await start()

  expect(await server.stop()).toBe(0)
  expect(existsSync(server.dataDirectory)).toBe(true)
  await server.close()

  expect(existsSync(server.dataDirectory)).toBe(false)
})

test('A server that refuses to start fails with what it said', async () => {
  await expect(start({ args: ['--refuse'] })).rejects.toThrow(/it ended[\s\S]*the data directory is in use/)
})

test('A server does not outlive the test process that started it', async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'countersign-orphan-'))
  const options = JSON.stringify({ program, dataDirectory })
  const code = `
    const { startServer } = await import(${JSON.stringify(new URL('./server-process.ts', import.meta.url).href)})
    console.log((await startServer(${options})).baseUrl)`
  const runner = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [baseUrl] = await once(createInterface({ input: runner.stdout }), 'line')
  const { pid } = await health(baseUrl)

  runner.kill('SIGKILL')
  await once(runner, 'exit')

  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false)
  rmSync(dataDirectory, { recursive: true })
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
