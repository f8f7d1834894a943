import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import { basicOf, people } from '../e2e/demo-people.ts'
import { rest } from '../e2e/rest.ts'
import { type ServerProcess, startServer } from '../support/server-process.ts'
import { blocksOf, checkout, guides } from './markdown.ts'
import { type Declaration, sampleValues } from './sample-values.ts'

/** A flow that somebody is told to try, and where. */
type Documented = { readonly where: string; readonly source: string; readonly flow: Flow }

/** The members of a flow that say whether and how it can be run. */
type Flow = { readonly id: string; readonly namespace: string; readonly inputs?: readonly Declaration[] }

function isFlow(value: unknown): value is Flow {
  return typeof value === 'object' && value !== null && ['id', 'namespace', 'tasks'].every((name) => name in value)
}

const inGuides: readonly Documented[] = guides().flatMap((page) =>
  blocksOf(page)
    // A block that is a file belongs to a page with a test of its own.
    .filter(({ language, file }) => language === 'yaml' && file === '')
    .map(({ line, text }) => ({ where: `${page.path}:${line}`, source: text, flow: parse(text) as unknown }))
    .filter((found): found is Documented => isFlow(found.flow)),
)
const examples: readonly Documented[] = readdirSync(join(checkout, 'examples'))
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => ({ name, source: readFileSync(join(checkout, 'examples', name), 'utf8') }))
  .map(({ name, source }) => ({ where: `examples/${name}`, source, flow: parse(source) as Flow }))

/** From start to end, with gates on the way. */
const patience = { timeout: 20_000, interval: 40 }
const ada = basicOf(people.ada)

let server: ServerProcess
const api = (path: string) => `${server.baseUrl}/api/v1/demo${path}`

beforeAll(async () => {
  server = await startServer({ args: ['--demo'] })
}, 60_000)
afterAll(() => server?.close())

describe('Flows of the guides and examples', () => {
  it('are found', () => {
    expect(inGuides.length).toBeGreaterThanOrEqual(3)
    expect(examples.length).toBeGreaterThanOrEqual(5)
  })

  it.each([...inGuides, ...examples].map((documented) => [documented.where, documented] as const))(
    '%s is saved without an error and runs to its end, whatever is answered',
    async (_, documented) => {
      await save(documented)
      for (const yes of [true, false]) {
        const executionId = await start(documented.flow, yes)
        expect(await runToEnd(executionId, yes), `answered ${yes}: ${await logsOf(executionId)}`).toBe('SUCCESS')
      }
    },
  )
})

/** Creates the flow, or updates it where the demo has made it already. */
async function save({ source, flow }: Documented): Promise<void> {
  const created = await rest(api('/flows'), { method: 'POST', as: ada, yaml: source })
  if (created.status === 200) return
  const updated = await rest(api(`/flows/${flow.namespace}/${flow.id}`), { method: 'PUT', as: ada, yaml: source })
  expect(updated.status, JSON.stringify([created.body, updated.body])).toBe(200)
}

async function start({ namespace, id, inputs = [] }: Flow, yes: boolean): Promise<string> {
  const form = sampleValues(inputs, yes)
  const started = await rest(api(`/executions/${namespace}/${id}`), { method: 'POST', as: ada, form })
  expect(started.status, JSON.stringify(started.body)).toBe(200)
  // The contract of starting an execution.
  return (started.body as { readonly id: string }).id
}

/** Answers whatever the execution asks, and gives the state in which it ends. */
function runToEnd(executionId: string, yes: boolean): Promise<string> {
  return vi.waitFor(async () => {
    const { body } = await rest(api(`/executions/${executionId}`), { as: ada })
    // The contract of GET /executions/{id}.
    const { current } = (body as { readonly state: { readonly current: string } }).state
    if (current === 'PAUSED') await answer(executionId, yes)
    if (['CREATED', 'QUEUED', 'RUNNING', 'PAUSED', 'RESTARTED'].includes(current)) throw new Error(`still ${current}`)
    return current
  }, patience)
}

async function answer(executionId: string, yes: boolean): Promise<void> {
  const open = await rest(api(`/approvals?executionId=${executionId}&status=OPEN`), { as: ada })
  // The contracts of GET /approvals and GET /approvals/{id}.
  const [request] = (open.body as { readonly results: readonly { readonly id: string }[] }).results
  if (request === undefined) return
  const { body } = await rest(api(`/approvals/${request.id}`), { as: ada })
  const { form } = body as { readonly form: readonly Declaration[] }
  const inputs = sampleValues(form, yes)
  const decided = await rest(api(`/approvals/${request.id}/decisions`), { method: 'POST', as: ada, json: { inputs } })
  expect(decided.status, JSON.stringify(decided.body)).toBe(200)
}

async function logsOf(executionId: string): Promise<string> {
  const { body } = await rest(api(`/logs/${executionId}`), { as: ada })
  return (body as readonly { readonly message: string }[]).map(({ message }) => message).join('\n')
}
