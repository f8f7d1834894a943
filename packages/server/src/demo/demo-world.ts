import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Clock, type Logger, type Storage, SYSTEM_ACTOR } from '@countersign/core'
import type { Caller, EngineClient } from '@countersign/engine'
import type { CaughtMessages } from '../app/app-ports.ts'
import type { Config } from '../config/schema.ts'
import { type Catcher, startCatcher } from './catcher/catcher.ts'
import { DEMO_PEOPLE, DEMO_TENANT } from './people.ts'
import { presentCaught } from './present-caught.ts'

/** What demo mode adds to a server. */
export interface DemoWorld {
  readonly catcher: Catcher
  readonly caughtMessages: CaughtMessages
  /** The settings with the catcher as mail server. */
  readonly config: Config
  /** The environment with the secrets that the example flows ask for. */
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly users: readonly {
    readonly username: string
    readonly name: string
    readonly password: string
    readonly tenant: string
    readonly role: string
  }[]
  /** Makes the tenant, its keys and the example flows, as far as they are not there yet. */
  seed(parts: { readonly engine: EngineClient; readonly storage: Pick<Storage, 'tenants' | 'kv'> }): Promise<void>
  close(): Promise<void>
}

/** Namespaces of the example flows, and of the use case's own, whose flows ask for the address of the HR system. */
const HR_NAMESPACES = ['demo.hr', 'hr.operations']
const EXAMPLES = fileURLToPath(new URL('../../../../examples/', import.meta.url))
const SENDER = 'countersign@demo.invalid'

/** Starts the catcher and prepares everything that makes the stories run without an account anywhere. */
export async function openDemoWorld(options: {
  readonly config: Config
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
  readonly logger: Logger
}): Promise<DemoWorld> {
  const logger = options.logger.child({ component: 'demo' })
  const catcher = await startCatcher({ clock: options.clock, logger, httpPort: neighbourOf(options.config.port) })
  const urls = catcher.urls()
  const mail: Config['mail'] = {
    ...options.config.mail,
    host: urls.smtp.host,
    port: urls.smtp.port,
    security: 'none',
    from: SENDER,
  }
  return {
    catcher,
    caughtMessages: {
      list: async (kind) =>
        presentCaught(catcher.messages()).filter((message) => kind === undefined || message.kind === kind),
    },
    config: { ...options.config, mail },
    environment: {
      ...options.environment,
      SECRET_SLACK_HR_WEBHOOK: base64(urls.slack),
      SECRET_TEAMS_WEBHOOK: base64(urls.teams),
    },
    users: DEMO_PEOPLE.map(({ username, name, password, role }) => ({
      username,
      name,
      password,
      role,
      tenant: DEMO_TENANT,
    })),
    async seed({ engine, storage }) {
      const caller: Caller = { tenant: DEMO_TENANT, actor: SYSTEM_ACTOR, origin: { door: 'system' } }
      if (!(await storage.tenants.list()).includes(DEMO_TENANT))
        await engine.createTenant({ ...caller, tenant: 'main' }, DEMO_TENANT)
      for (const namespace of HR_NAMESPACES) {
        if ((await storage.kv.find(DEMO_TENANT, namespace, 'HR_API_ENDPOINT'))?.value === urls.hr) continue
        await engine.putKv(caller, { namespace, key: 'HR_API_ENDPOINT', type: 'STRING', value: urls.hr })
      }
      for (const source of exampleFlows()) await engine.saveFlow(caller, { source, mode: 'upsert' })
    },
    close: () => catcher.close(),
  }
}

/**
 * The catcher stands beside the server, so that its address stays the same from start to start: the value that names it in
 * the tenant is written once, and what was sent to it before a restart can be sent again.
 */
function neighbourOf(port: number): number {
  return port > 0 && port < 65_535 ? port + 1 : 0
}

/** The flows of `examples/`, those that others call first. A package installed without them has none. */
function exampleFlows(): readonly string[] {
  if (!existsSync(EXAMPLES)) return []
  const files = readdirSync(EXAMPLES)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
  return files.map((name) => readFileSync(join(EXAMPLES, name), 'utf8'))
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64')
}
