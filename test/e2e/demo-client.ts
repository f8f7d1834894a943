import { expect, vi } from 'vitest'
import { basicOf, people } from './demo-people.ts'
import { type Answer, rest } from './rest.ts'

/** How long the engine may take for what it does by itself. */
const patience = { timeout: 15_000, interval: 40 }

/** The calls that stories make beside what they are about: as Emma starts, as Max decides, as Ada looks. */
export type DemoClient = {
  /** Starts `namespace/flow` and gives the id of the execution. */
  start(flow: string, inputs?: Readonly<Record<string, string>>, as?: string): Promise<string>
  /** The state of an execution, such as `PAUSED`. */
  state(executionId: string): Promise<string>
  waitForState(executionId: string, state: string): Promise<void>
  /** The id of the request that an execution has open; waits until it asks. */
  openRequest(executionId: string): Promise<string>
  decide(requestId: string, inputs: Readonly<Record<string, unknown>>, as?: string): Promise<Answer>
  /** The messages of an execution's log. */
  logs(executionId: string): Promise<readonly string[]>
  /** What the catcher has received of a kind, newest first. */
  caught(kind: string): Promise<readonly Record<string, unknown>[]>
}

export function createDemoClient(baseUrl: string): DemoClient {
  const api = `${baseUrl}/api/v1/demo`
  const [emma, max, ada] = [basicOf(people.emma), basicOf(people.max), basicOf(people.ada)]

  async function state(executionId: string): Promise<string> {
    const { body } = await rest(`${api}/executions/${executionId}`, { as: ada })
    // The contract of GET /executions/{id}.
    return (body as { readonly state: { readonly current: string } }).state.current
  }

  return {
    state,
    async start(flow, inputs = {}, as = emma) {
      const answer = await rest(`${api}/executions/${flow}`, { method: 'POST', as, form: inputs })
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
      // The contract of POST /executions/{namespace}/{flowId}.
      return (answer.body as { readonly id: string }).id
    },
    waitForState: (executionId, wanted) =>
      vi.waitFor(async () => expect(await state(executionId)).toBe(wanted), patience),
    openRequest: (executionId) =>
      vi.waitFor(async () => {
        const { body } = await rest(`${api}/approvals?executionId=${executionId}&status=OPEN`, { as: ada })
        // The contract of GET /approvals.
        const [request] = (body as { readonly results: readonly { readonly id: string }[] }).results
        if (request === undefined) throw new Error(`Nothing is asked in execution ${executionId}.`)
        return request.id
      }, patience),
    decide: (requestId, inputs, as = max) =>
      rest(`${api}/approvals/${requestId}/decisions`, { method: 'POST', as, json: { inputs } }),
    async logs(executionId) {
      const { body } = await rest(`${api}/logs/${executionId}`, { as: ada })
      // The contract of GET /logs/{executionId}.
      return (body as readonly { readonly message: string }[]).map(({ message }) => message)
    },
    async caught(kind) {
      const { body } = await rest(`${baseUrl}/api/v1/demo-catcher/messages?kind=${kind}`, { as: ada })
      // The contract of GET /demo-catcher/messages.
      return (body as { readonly results: readonly Record<string, unknown>[] }).results
    },
  }
}
