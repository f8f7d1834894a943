/** What the server answered; `body` is parsed where it is JSON. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: unknown }

/** How a request is sent: as curl would, without knowing the product's own client. */
export type RestOptions = {
  readonly method?: string
  /** `Bearer ...` or `Basic ...`; nothing is sent without it. */
  readonly as?: string
  /** Parts of a multipart form: curl's `-F name=value` and `-F name=@file`. */
  readonly form?: Readonly<Record<string, string | File>>
  readonly json?: unknown
  readonly yaml?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Sends one request to an address. */
export async function rest(url: string, options: RestOptions = {}): Promise<Answer> {
  const response = await fetch(url, {
    method: options.method ?? 'GET',
    redirect: 'manual',
    headers: {
      ...typeOf(options),
      ...(options.as === undefined ? {} : { authorization: options.as }),
      ...options.headers,
    },
    signal: AbortSignal.timeout(30_000),
    ...bodyOf(options),
  })
  return { status: response.status, headers: response.headers, body: parsed(await response.text()) }
}

/** JSON where it is: Kestra's `/ping` says that it is JSON and is not. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function typeOf({ json, yaml }: RestOptions): Record<string, string> {
  if (json !== undefined) return { 'content-type': 'application/json' }
  return yaml === undefined ? {} : { 'content-type': 'application/x-yaml' }
}

function bodyOf({ form, json, yaml }: RestOptions): { body?: FormData | string } {
  if (json !== undefined) return { body: JSON.stringify(json) }
  if (yaml !== undefined) return { body: yaml }
  if (form === undefined) return {}
  const parts = new FormData()
  for (const [name, value] of Object.entries(form)) parts.append(name, value)
  return { body: parts }
}
