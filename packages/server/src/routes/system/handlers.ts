import { createOpenApiDocument, type Health, JSON_TYPE } from '@countersign/contract'
import type { AppPorts } from '../../app/app-ports.ts'
import type { ResourceHandlers } from '../../app/route-handler.ts'

type SystemPorts = Pick<
  AppPorts,
  'engine' | 'storage' | 'catalogue' | 'plugins' | 'sessions' | 'facts' | 'hasher' | 'logger'
>

/** The server itself: what anybody may know, and nothing of what it works on. */
export function createSystemHandlers(ports: SystemPorts): ResourceHandlers<'system'> {
  const { sessions, facts } = ports
  let openApi: string | null = null

  return {
    async 'system.ping'() {
      return { status: 200, type: JSON_TYPE, text: 'pong' }
    },
    async 'system.health'() {
      const health = await healthOf(ports)
      return health.status === 'UP' ? { status: 200, json: health } : { status: 503, json: health }
    },
    async 'system.version'() {
      return { status: 200, json: { version: facts.version, type: 'STANDALONE' } }
    },
    async 'system.configs'() {
      return { status: 200, json: { ...configsOf(facts, await sessions.hasUsers()), pluginsHash: pluginsHash(ports) } }
    },
    async 'system.openapi'() {
      const { version, url, sessionCookie, demo } = facts
      openApi ??= JSON.stringify(createOpenApiDocument({ version, url, sessionCookie, demo }))
      return { status: 200, type: JSON_TYPE, text: openApi }
    },
  }
}

/** Down as long as the engine does not run, or when the database does not answer. A broken plugin is said, no more. */
async function healthOf({ engine, storage, plugins, logger }: SystemPorts): Promise<Health> {
  const isRunning = engine.status().running
  const answers = await storage.tenants.list().then(
    () => true,
    (error: unknown) => {
      logger.warn('The database does not answer', { error })
      return false
    },
  )
  const toWord = (isUp: boolean) => (isUp ? 'UP' : 'DOWN')
  return {
    name: 'countersign',
    status: toWord(isRunning && answers),
    details: {
      engine: { status: toWord(isRunning) },
      database: { status: toWord(answers) },
      ...(plugins.length === 0 ? {} : { plugins: pluginHealth(plugins) }),
    },
  }
}

/** Names alone: anybody may read this, and problems tell of directories. `/plugins` tells them to people who are logged in. */
function pluginHealth(plugins: SystemPorts['plugins']) {
  const broken = plugins.filter(({ problems }) => problems.length > 0).map(({ name }) => name)
  return broken.length === 0 ? { status: 'UP' } : { status: 'DOWN', broken }
}

/** Kestra's members (observed/api.md A3); what this server does not have is false. */
function configsOf(facts: AppPorts['facts'], hasUsers: boolean) {
  return {
    uuid: facts.installation,
    version: facts.version,
    edition: 'OSS',
    chartDefaultDuration: 'PT24H',
    isCustomDashboardsEnabled: false,
    isAnonymousUsageEnabled: false,
    isUiAnonymousUsageEnabled: false,
    isTemplateEnabled: false,
    url: facts.url,
    preview: { initial: 100, max: 5000 },
    systemNamespace: 'system',
    hiddenLabelsPrefixes: ['system.', 'internal.'],
    isAiEnabled: false,
    isAiApiKeyConfigured: false,
    isBasicAuthInitialized: hasUsers,
    isConcurrencyViewEnabled: false,
    isDemo: facts.demo,
  }
}

/** Changes when the server knows other task types: clients keep schemas until then. */
function pluginsHash({ catalogue, hasher }: SystemPorts): number {
  const types = catalogue.list().map(({ type }) => type)
  return Number.parseInt(hasher.sha256(types.sort().join('\n')).slice(0, 8), 16)
}
