import { hostname } from 'node:os'
import type { EngineConfig } from '@countersign/engine'
import type { MailSettings, TaskServices } from '@countersign/plugin-sdk'
import type { Config } from '../config/schema.ts'

const TRANSPORTS = { none: 'SMTP', starttls: 'SMTP_TLS', tls: 'SMTPS' } as const

/** How long a start waits for a server that is about to leave the database. */
const OWNER_WAIT_MS = 2_000

/** The settings of the engine, in its own terms. */
export function toEngineConfig(
  config: Config,
  url: string,
  workDirectory: string,
  environment: Readonly<Record<string, string | undefined>>,
): EngineConfig {
  const { concurrency, leaseSeconds, shutdownSeconds } = config.engine
  return {
    url,
    workDirectory,
    host: hostname(),
    pid: process.pid,
    leaseMs: leaseSeconds * 1000,
    ownerWaitMs: OWNER_WAIT_MS,
    concurrency,
    graceMs: shutdownSeconds * 1000,
    envs: visibleEnvironment(environment, config.expressions.envPrefix),
    globals: config.expressions.globals,
    pluginDefaults: config.plugins.defaults,
  }
}

/** Environment variables that expressions may see: those with the prefix, by the rest of their name in lower case. */
function visibleEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  prefix: string,
): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && name.startsWith(prefix)) found[name.slice(prefix.length).toLowerCase()] = value
  }
  return found
}

/** What tasks may use of the server's configuration. */
export function toTaskServices({ mail }: Config): TaskServices {
  if (mail.host === undefined) return {}
  const settings: MailSettings = {
    host: mail.host,
    port: mail.port,
    transport: TRANSPORTS[mail.security],
    ...(mail.username === undefined ? {} : { username: mail.username }),
    ...(mail.password === undefined ? {} : { password: mail.password }),
    ...(mail.from === undefined ? {} : { from: mail.from }),
  }
  return { mail: settings }
}
