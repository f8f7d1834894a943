import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rest } from '../e2e/rest.ts'
import { type ServerProcess, startServer } from '../support/server-process.ts'
import { blocksOf, checkout, guides } from './markdown.ts'

const page = guides().find(({ path }) => path === 'docs/guides/build-a-plugin.md')
const files = (page === undefined ? [] : blocksOf(page)).filter(({ file }) => file !== '')
const PACKAGE = 'countersign-plugin-greet'

/** Where the reader of the page stands; the server is started there, and keeps its data there. */
const directory = mkdtempSync(join(tmpdir(), 'countersign-plugin-guide-'))

beforeAll(() => {
  for (const { file, text } of files) {
    mkdirSync(dirname(join(directory, file)), { recursive: true })
    writeFileSync(join(directory, file), text)
  }
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

describe('The guide to plugins', () => {
  it('has a package, settings, a flow and a test', () => {
    expect(files.map(({ file }) => file)).toEqual([
      `${PACKAGE}/package.json`,
      `${PACKAGE}/index.js`,
      'countersign.yaml',
      'greet.yaml',
      `${PACKAGE}/index.test.js`,
    ])
  })

  it('makes a plugin whose flow runs, from the directory that the settings name', async () => {
    const server = await startServer({ dataDirectory: directory, args: ['--config', 'countersign.yaml'] })
    try {
      expect(server.output()).toContain('A plugin was loaded')
      await greetSomebody(server)
      const { body } = await rest(`${server.baseUrl}/api/v1/plugins`, { as: basicOf(server) })
      expect(body).toContainEqual(
        expect.objectContaining({
          name: './countersign-plugin-greet',
          title: 'Greetings',
          version: '1.0.0',
          tasks: [expect.objectContaining({ cls: 'com.example.greet.Greet', title: 'Greet somebody' })],
        }),
      )
    } finally {
      await server.close()
    }
  })

  it('runs the same when it is installed in the data directory and named in the environment', async () => {
    const data = mkdtempSync(join(tmpdir(), 'countersign-plugin-installed-'))
    cpSync(join(directory, PACKAGE), join(data, 'plugins/node_modules', PACKAGE), { recursive: true })
    const server = await startServer({
      dataDirectory: data,
      environment: { COUNTERSIGN_PLUGINS: `${PACKAGE}, not-there` },
    })
    try {
      await greetSomebody(server)
      const health = await rest(`${server.baseUrl}/health`)
      expect(health).toMatchObject({
        status: 200,
        body: { details: { plugins: { status: 'DOWN', broken: ['not-there'] } } },
      })
      const yaml = 'id: x\nnamespace: company.team\ntasks: [{ id: a, type: com.example.other.Task }]\n'
      const refused = await rest(`${server.baseUrl}/api/v1/main/flows`, { method: 'POST', as: basicOf(server), yaml })
      expect(refused.status).toBe(422)
      expect(JSON.stringify(refused.body)).toContain('`not-there`: The package cannot be found')
    } finally {
      await server.close()
    }
    await failsWithout(data)
    rmSync(data, { recursive: true, force: true })
  })

  it('has a test that passes', async () => {
    const installed = join(directory, PACKAGE, 'node_modules/@countersign')
    mkdirSync(installed, { recursive: true })
    symlinkSync(join(checkout, 'packages/plugin-sdk'), join(installed, 'plugin-sdk'))
    // What the registry has is built; here the sources are taken.
    const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=source', '--test'], {
      cwd: join(directory, PACKAGE),
      env: { PATH: process.env.PATH },
    })
    expect(stdout).toMatch(/pass 2\b/)
    expect(stdout).toMatch(/fail 0\b/)
  })
})

describe('The plugin for databases', () => {
  it('is found beside the server and runs', async () => {
    const server = await startServer({ environment: { COUNTERSIGN_PLUGINS: 'countersign-plugin-jdbc' } })
    try {
      const yaml = [
        'id: count',
        'namespace: company.team',
        'tasks:',
        '  - { id: one, type: io.kestra.plugin.jdbc.sqlite.Query, sql: "select :n + 1 as n", parameters: { n: 41 }, fetchType: FETCH_ONE }',
      ].join('\n')
      const api = `${server.baseUrl}/api/v1/main`
      const as = basicOf(server)
      expect(await rest(`${api}/flows`, { method: 'POST', as, yaml })).toMatchObject({ status: 200 })
      const started = await rest(`${api}/executions/company.team/count?wait=true`, { method: 'POST', as, form: {} })
      expect(started.body).toMatchObject({
        state: { current: 'SUCCESS' },
        taskRunList: [{ taskId: 'one', outputs: { row: { n: 42 }, size: 1 } }],
      })
    } finally {
      await server.close()
    }
  })
})

/** A server without the plugin keeps the flow, and says what it lacks when the flow is run. */
async function failsWithout(data: string): Promise<void> {
  const server = await startServer({ dataDirectory: data })
  try {
    const api = `${server.baseUrl}/api/v1/main`
    const form = { who: 'Zoë' }
    const path = `${api}/executions/company.team/greet?wait=true`
    const { body } = await rest(path, { method: 'POST', as: basicOf(server), form })
    expect(body).toMatchObject({ state: { current: 'FAILED' }, taskRunList: [{ taskId: 'hello' }] })
    const { id } = body as { readonly id: string }
    const logs = await rest(`${api}/logs/${id}`, { as: basicOf(server) })
    expect(JSON.stringify(logs.body)).toContain('com.example.greet.Greet')
  } finally {
    await server.close()
  }
}

/** Saves the flow of the page and runs it. */
async function greetSomebody(server: ServerProcess): Promise<void> {
  const yaml = files.find(({ file }) => file === 'greet.yaml')?.text ?? ''
  const api = `${server.baseUrl}/api/v1/main`
  const as = basicOf(server)
  expect(await rest(`${api}/flows`, { method: 'POST', as, yaml })).toMatchObject({ status: 200 })
  const form = { who: 'Zoë' }
  const started = await rest(`${api}/executions/company.team/greet?wait=true`, { method: 'POST', as, form })
  expect(started.body).toMatchObject({
    state: { current: 'SUCCESS' },
    taskRunList: [{ taskId: 'hello', outputs: { greeting: 'Guten Tag, Zoë!' } }, { taskId: 'told' }],
  })
}

function basicOf({ admin }: ServerProcess): string {
  return `Basic ${Buffer.from(`${admin.username}:${admin.password}`).toString('base64')}`
}
