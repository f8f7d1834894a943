import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ServerProcess } from '../../test/support/server-process.ts'
import { typesInFlow } from './expectations.ts'

/** How saving one flow of a directory went. */
export type SavedFlow = {
  readonly file: string
  readonly saved: boolean
  /** Why it was refused, in the server's words. */
  readonly refusal?: string
  /** Task and trigger types of the flow that the server does not know. */
  readonly missingTypes: readonly string[]
}

/** Saves every `.yaml` or `.yml` file of a directory and finds the types that the server lacks. */
export async function saveFlows(directory: string, server: ServerProcess): Promise<readonly SavedFlow[]> {
  const api = apiOf(server)
  const results: SavedFlow[] = []
  for (const file of readdirSync(directory)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()) {
    const source = readFileSync(join(directory, file), 'utf8')
    const taskTypes = [...new Set(typesInFlow(source).filter((type) => type.includes('.')))]
    const missingTypes: string[] = []
    for (const type of taskTypes) if ((await api.get(`/api/v1/plugins/${type}`)).status === 404) missingTypes.push(type)
    const response = await save(api, source)
    results.push({
      file,
      saved: response.ok,
      missingTypes,
      ...(response.ok ? {} : { refusal: await refusalOf(response) }),
    })
  }
  return results
}

type Api = {
  get(path: string): Promise<Response>
  sendYaml(method: string, path: string, source: string): Promise<Response>
}

function apiOf({ baseUrl, admin }: ServerProcess): Api {
  const credentials = Buffer.from(`${admin.username}:${admin.password}`).toString('base64')
  const headers = { authorization: `Basic ${credentials}` }
  return {
    get: (path) => fetch(`${baseUrl}${path}`, { headers }),
    sendYaml: (method, path, body) =>
      fetch(`${baseUrl}${path}`, { method, body, headers: { ...headers, 'content-type': 'application/x-yaml' } }),
  }
}

/** Two files may hold revisions of the same flow: the second one is saved over the first. */
async function save(api: Api, source: string): Promise<Response> {
  const created = await api.sendYaml('POST', '/api/v1/main/flows', source)
  if (created.status !== 422) return created
  const id = /^id:\s*['"]?([\w.-]+)/m.exec(source)?.[1]
  const namespace = /^namespace:\s*['"]?([\w.-]+)/m.exec(source)?.[1]
  const existing = await api.get(`/api/v1/main/flows/${namespace}/${id}`)
  return existing.ok ? api.sendYaml('PUT', `/api/v1/main/flows/${namespace}/${id}`, source) : created
}

async function refusalOf(response: Response): Promise<string> {
  const text = await response.text()
  try {
    const { message }: { message?: string } = JSON.parse(text)
    return message ?? text
  } catch {
    return `${response.status} ${text}`
  }
}
