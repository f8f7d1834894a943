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
    zone: config.timezone,
    workDirectory,
    host: hostname(),
    pid: process.pid,
    leaseMs: leaseSeconds * 1000,
    ownerWaitMs: OWNER_WAIT_MS,
    concurrency,
    graceMs: shutdownSeconds * 1000,
    envs: visibleEnvironment(environment, config.expressions.envPrefix),
    globals: config.expressions.globals,
    pluginDefaults: config.pluginDefaults,
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
export function toTaskServices(
  { mail, scripts, http }: Config,
  environment: Readonly<Record<string, string | undefined>>,
): TaskServices {
  return {
    ...(mail.host === undefined ? {} : { mail: toMailSettings({ ...mail, host: mail.host }) }),
    network: http,
    scripts: {
      ...scripts,
      environment: pick(environment, HARMLESS),
      dockerEnvironment: pick(environment, OF_DOCKER),
    },
  }
}

/** Programs that flows run get no variable of the server but these: all others may be secrets. */
const HARMLESS = ['PATH', 'LANG', 'LC_ALL', 'LC_CTYPE', 'TZ'] as const

/** Where the docker program finds its engine and its logins. */
const OF_DOCKER = [
  'DOCKER_HOST',
  'DOCKER_CONTEXT',
  'DOCKER_CONFIG',
  'DOCKER_CERT_PATH',
  'DOCKER_TLS_VERIFY',
  'HOME',
] as const

function pick(
  environment: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

function toMailSettings(mail: Config['mail'] & { readonly host: string }): MailSettings {
  return {
    host: mail.host,
    port: mail.port,
    transport: TRANSPORTS[mail.security],
    ...(mail.username === undefined ? {} : { username: mail.username }),
    ...(mail.password === undefined ? {} : { password: mail.password }),
    ...(mail.from === undefined ? {} : { from: mail.from }),
  }
}
