import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Logger } from '@countersign/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadConfig } from '../config/load.ts'
import { systemClock } from '../platform/clock.ts'
import { createTestLogins } from '../testing/test-logins.ts'
import type { AuthFactory } from './auth-parts.ts'
import { type RunningServer, startServer } from './compose.ts'

/** Somebody to call: records what is posted, and sends events to whoever reads. */
const posted: unknown[] = []
let counterpart: Server
let url: string
let data: string
let server: RunningServer

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent }
const auth: AuthFactory = async () => ({ ...createTestLogins(), sessionCookie: 'sid', close: async () => {} })

beforeAll(async () => {
  counterpart = createServer((request, response) => {
    let body = ''
    request.on('data', (piece) => {
      body += piece
    })
    request.on('end', () => {
      if (request.method === 'POST') posted.push(JSON.parse(body))
      response.end('data: {"text": "Hel"}\n\ndata: {"text": "lo"}\n\n')
    })
  })
  await new Promise<void>((resolve) => counterpart.listen(0, '127.0.0.1', resolve))
  // A listening TCP server has an address with a port.
  url = `http://127.0.0.1:${(counterpart.address() as AddressInfo).port}`
  data = await mkdtemp(join(tmpdir(), 'countersign-tasks-'))
  const { config } = loadConfig({ environment: {}, flags: { data, port: 0 } })
  const environment = { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, SECRET_KEY: 'aHVudGVyMjI=' }
  server = await startServer({ config, environment, clock: systemClock, logger: silent, auth })
})
afterAll(async () => {
  await server.close()
  await new Promise((resolve) => counterpart.close(resolve))
  await rm(data, { recursive: true, force: true })
})

interface TaskRunAnswer {
  readonly taskId: string
  readonly state: { readonly current: string }
  readonly outputs?: Readonly<Record<string, unknown>>
}

/** Saves a flow of these tasks, runs it and gives its task runs with its id. */
async function run(id: string, tasks: string) {
  const headers = { authorization: 'Test ana' }
  const source = `id: ${id}\nnamespace: company.team\n${tasks}`
  const saved = await fetch(`${server.address.url}/api/v1/main/flows`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/x-yaml' },
    body: source,
  })
  expect({ status: saved.status, text: await saved.text() }).toMatchObject({ status: 200 })
  const path = `/api/v1/main/executions/company.team/${id}?wait=true`
  const started = await fetch(server.address.url + path, { method: 'POST', headers, body: new FormData() })
  const execution = (await started.json()) as { readonly id: string; readonly taskRunList: readonly TaskRunAnswer[] }
  return { id: execution.id, runs: Object.fromEntries(execution.taskRunList.map((one) => [one.taskId, one])) }
}

describe('Tasks on a whole server', () => {
  it('run programs that know the flow and keep its secrets', async () => {
    const { id, runs } = await run(
      'programs',
      `tasks:
  - id: sum
    type: io.kestra.plugin.scripts.node.Script
    script: |
      console.log("in {{ workingDir }} of {{ flow.id }}: {{ secret('KEY') }}")
      console.log("::" + JSON.stringify({ outputs: { sum: 1 + 2 } }) + "::")
  - id: shell
    type: io.kestra.plugin.scripts.shell.Commands
    commands: ["test {{ outputs.sum.vars.sum }} = 3", "echo done > out.txt"]
    outputFiles: [out.txt]
  - id: read
    type: io.kestra.plugin.core.debug.Return
    format: "{{ read(outputs.shell.outputFiles['out.txt']) }}"
`,
    )
    expect(runs.read?.outputs).toEqual({ value: 'done\n' })
    const logs = await server.storage.executions.logs(id)
    const text = logs.map(({ message }) => message).join('\n')
    expect(text).toMatch(/in \S+attempt-\S+ of programs: \*+/)
    expect(text).not.toContain('hunter22')
  })

  it('read events, and put together what jq finds in them', async () => {
    const { runs } = await run(
      'events',
      `tasks:
  - { id: all, type: io.kestra.plugin.core.http.SseRequest, uri: "${url}" }
  - { id: texts, type: io.kestra.plugin.core.http.SseRequest, uri: "${url}", concatJqExpression: ".data.text" }
  - { id: missing, type: io.kestra.plugin.core.http.SseRequest, uri: "${url}", concatJqExpression: ".data.nope" }
`,
    )
    expect(runs.all?.outputs).toMatchObject({ size: 2, events: [{ data: { text: 'Hel' } }, { data: { text: 'lo' } }] })
    expect(runs.texts?.outputs).toMatchObject({ size: 2, result: 'Hello' })
    expect(runs.missing?.state.current).toBe('FAILED')
  })

  it('tell Slack how their own execution fails', async () => {
    const { id } = await run(
      'telling',
      `tasks:
  - id: templated
    type: io.kestra.plugin.core.templating.TemplatedTask
    spec: |
      type: io.kestra.plugin.core.metric.Publish
      metrics: [{ type: counter, name: rows, value: "{{ 1 + 1 }}" }]
  - { id: broken, type: io.kestra.plugin.core.execution.Fail }
errors:
  - { id: tell, type: io.kestra.plugin.slack.notifications.SlackExecution, url: "${url}", customMessage: "Look" }
`,
    )
    expect(JSON.stringify(posted)).toContain('Failed on task broken after')
    expect(JSON.stringify(posted)).toContain(`${server.address.url}/ui/main/executions/company.team/telling/${id}`)
  })
})
