import type { CaughtMessage } from '../demo-catcher/caught-message.ts'
import type { Plugin, PluginDocumentation } from '../plugins/plugin.ts'
import type { Configs, Health, Version } from '../system/server-info.ts'
import { type CallOptions, pathOf, type Transport } from './transport.ts'

/** The server itself: what it is, what it can, and (in demo mode) what the demo sent out. */
export interface ServerClient {
  ping(options?: CallOptions): Promise<void>
  health(options?: CallOptions): Promise<Health>
  version(options?: CallOptions): Promise<Version>
  configs(options?: CallOptions): Promise<Configs>
  /** The OpenAPI document. */
  openApi(options?: CallOptions): Promise<Readonly<Record<string, unknown>>>
  plugins(options?: CallOptions): Promise<readonly Plugin[]>
  plugin(cls: string, options?: CallOptions): Promise<PluginDocumentation>
  /** JSON Schema of `flow`, `task` or `trigger`. */
  pluginSchema(type: string, options?: CallOptions): Promise<Readonly<Record<string, unknown>>>
  demoMessages(
    query?: { readonly kind?: CaughtMessage['kind'] },
    options?: CallOptions,
  ): Promise<readonly CaughtMessage[]>
}

export function createServerClient(transport: Transport): ServerClient {
  const method = 'GET'
  return {
    ping: (options) => transport.send({ method, scope: 'root', path: '/ping', ...options }),
    health: (options) => transport.json({ method, scope: 'root', path: '/health', ...options }),
    version: (options) => transport.json({ method, scope: 'root', path: '/version', ...options }),
    configs: (options) => transport.json({ method, scope: 'instance', path: '/configs', ...options }),
    openApi: (options) => transport.json({ method, scope: 'root', path: '/api/openapi.json', ...options }),
    plugins: (options) => transport.json({ method, scope: 'instance', path: '/plugins', ...options }),
    plugin: (cls, options) => transport.json({ method, scope: 'instance', path: pathOf`/plugins/${cls}`, ...options }),
    pluginSchema: (type, options) =>
      transport.json({ method, scope: 'instance', path: pathOf`/plugins/schemas/${type}`, ...options }),
    demoMessages: async (query, options) => {
      const answer = await transport.json<{ readonly results: readonly CaughtMessage[] }>({
        method,
        scope: 'instance',
        path: '/demo-catcher/messages',
        query,
        ...options,
      })
      return answer.results
    },
  }
}
