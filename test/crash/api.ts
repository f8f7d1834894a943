/** An answer of the server, or null when there was none: the request may or may not have been carried out. */
export type Reply = { readonly status: number; readonly body: unknown } | null

/** The few calls that the crash test makes, as an outsider with a service account's token. */
export type Api = {
  saveFlow(source: string): Promise<Reply>
  start(flowId: string, inputs: Readonly<Record<string, string>>): Promise<Reply>
  read(executionId: string): Promise<Reply>
  executions(page: number): Promise<Reply>
  openRequests(cursor: string | null): Promise<Reply>
  decide(requestId: string, answer: string, key: string): Promise<Reply>
  audit(query: string): Promise<Reply>
  verify(): Promise<Reply>
}

/** Makes a token: hashing a password anew after each restart would take longer than the server lives. */
export async function createToken(
  baseUrl: string,
  admin: { readonly username: string; readonly password: string },
): Promise<string> {
  const response = await fetch(`${baseUrl}/api/v1/main/tokens`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${admin.username}:${admin.password}`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ name: 'crash test' }),
  })
  // The contract of POST /tokens.
  const { token } = (await response.json()) as { readonly token: string }
  return token
}

export function createApi(baseUrl: string, token: string, namespace: string): Api {
  const authorization = `Bearer ${token}`

  /** Reads are asked again when there is no answer: a pooled connection may have died with the server. */
  async function read(path: string): Promise<Reply> {
    for (let attempt = 1; ; attempt++) {
      const reply = await call('GET', path)
      if (reply !== null || attempt === 5) return reply
      await new Promise((resolve) => setTimeout(resolve, 50 * attempt))
    }
  }

  async function call(
    method: string,
    path: string,
    options: { body?: string | FormData; headers?: Record<string, string> } = {},
  ): Promise<Reply> {
    try {
      const response = await fetch(`${baseUrl}/api/v1/main${path}`, {
        method,
        headers: { authorization, ...options.headers },
        signal: AbortSignal.timeout(20_000),
        ...(options.body === undefined ? {} : { body: options.body }),
      })
      const text = await response.text()
      return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) }
    } catch {
      return null
    }
  }

  return {
    saveFlow: (source) => call('POST', '/flows', { body: source, headers: { 'content-type': 'application/x-yaml' } }),
    start(flowId, inputs) {
      const form = new FormData()
      for (const [id, value] of Object.entries(inputs)) form.append(id, value)
      return call('POST', `/executions/${namespace}/${flowId}`, { body: form })
    },
    read: (id) => read(`/executions/${id}`),
    executions: (page) => read(`/executions/search?filters[namespace][EQUALS]=${namespace}&size=200&page=${page}`),
    openRequests: (cursor) =>
      read(`/approvals?status=OPEN&size=200${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`),
    decide: (id, answer, key) =>
      call('POST', `/approvals/${id}/decisions`, {
        body: JSON.stringify({ inputs: { answer } }),
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
      }),
    audit: (query) => read(`/audit?${query}`),
    verify: () => read('/audit/verify'),
  }
}
