import { Agent, request } from 'node:http'
import type { BuiltServer } from './built-server.ts'
import { FLOWS, NAMESPACE, WEBHOOK_KEY } from './flows.ts'

/** The few calls of the REST API that are measured, over connections that stay open. */
export interface RestClient {
  saveFlows(): Promise<void>
  /** Starts an execution and gives its id; with `wait` the answer comes when it has ended, and SUCCESS is insisted on. */
  create(flowId: string, options?: { readonly wait?: boolean }): Promise<string>
  /** Starts an execution by the webhook of the flow, as whoever knows its key does. */
  callWebhook(flowId: string): Promise<void>
  resume(executionId: string): Promise<void>
  /** Answers every gate of the flow with one call and gives how many there were. */
  resumeAll(flowId: string): Promise<number>
  /** When the execution reached SUCCESS, in milliseconds since 1970; null while it has not. */
  successAt(executionId: string): Promise<number | null>
  /** How many executions of the flow are in the state. */
  count(flowId: string, state: string): Promise<number>
  close(): void
}

interface Sent {
  readonly type?: string
  readonly body?: string
}

/** The part of an execution that is looked at. */
interface ExecutionAnswer {
  readonly id: string
  readonly state: {
    readonly current: string
    readonly histories: readonly { readonly state: string; readonly date: string }[]
  }
}

/** Speaks as the administrator of the server. Every answer that is not 2xx is thrown. */
export function createRestClient({ baseUrl, authorization }: BuiltServer): RestClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })

  async function call<T>(method: string, path: string, { type, body }: Sent = {}): Promise<T> {
    return new Promise((resolve, reject) => {
      const headers = {
        authorization,
        ...(body === undefined
          ? {}
          : { 'content-type': type ?? 'application/json', 'content-length': Buffer.byteLength(body) }),
      }
      const sent = request(`${baseUrl}/api/v1/main${path}`, { method, agent, headers }, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk
        })
        response.once('error', reject).once('end', () => {
          const status = response.statusCode ?? 0
          if (status < 200 || status > 299) reject(new Error(`${method} ${path} answered ${status}: ${text}`))
          else resolve(text === '' ? undefined : JSON.parse(text))
        })
      })
      sent.once('error', reject).end(body)
    })
  }

  return {
    async saveFlows() {
      for (const body of FLOWS) await call('POST', '/flows', { type: 'application/x-yaml', body })
    },
    async create(flowId, { wait = false } = {}) {
      const path = `/executions/${NAMESPACE}/${flowId}${wait ? '?wait=true' : ''}`
      const { id, state } = await call<ExecutionAnswer>('POST', path)
      if (wait && state.current !== 'SUCCESS') throw new Error(`Execution ${id} ended in ${state.current}`)
      return id
    },
    callWebhook: (flowId) =>
      call('POST', `/executions/webhook/${NAMESPACE}/${flowId}/${WEBHOOK_KEY}`, { body: '{"order":17}' }),
    resume: (executionId) => call('POST', `/executions/${executionId}/resume`),
    async resumeAll(flowId) {
      const { count } = await call<{ readonly count: number }>(
        'POST',
        `/executions/resume/by-query?${filters(flowId, 'PAUSED')}`,
      )
      return count
    },
    async successAt(executionId) {
      const { state } = await call<ExecutionAnswer>('GET', `/executions/${executionId}`)
      const reached = state.histories.find((entry) => entry.state === 'SUCCESS')
      return reached === undefined ? null : Date.parse(reached.date)
    },
    async count(flowId, state) {
      const { total } = await call<{ readonly total: number }>(
        'GET',
        `/executions/search?size=1&${filters(flowId, state)}`,
      )
      return total
    },
    close: () => agent.destroy(),
  }
}

function filters(flowId: string, state: string): string {
  return new URLSearchParams({
    'filters[namespace][EQUALS]': NAMESPACE,
    'filters[flowId][EQUALS]': flowId,
    'filters[state][IN]': state,
  }).toString()
}
