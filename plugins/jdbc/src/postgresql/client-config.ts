import { type Rendered, TaskFailure } from '@countersign/plugin-sdk'
import type { ClientConfig } from 'pg'
import type { connectionProperties } from './connection-properties.ts'

export type ConnectionInput = Rendered<typeof connectionProperties>

/** How long connecting may take. */
const CONNECT_MS = 30_000

/**
 * What the driver wants to know. Parameters of the address that JDBC has (`user`, `password`, `sslmode`, `currentSchema`) count too.
 * @throws TaskFailure when the address is none; it is never quoted, for a password may be in it
 */
export function clientConfig(input: ConnectionInput): ClientConfig {
  const url = URL.parse(input.url.trim().replace(/^jdbc:/, ''))
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol) || url.hostname === '') {
    throw TaskFailure.fatal('Property `url` is no address such as jdbc:postgresql://host:5432/database.', {
      code: 'SQL_URL_INVALID',
    })
  }
  const parameter = (name: string) => url.searchParams.get(name) ?? undefined
  const user = input.username ?? parameter('user') ?? decoded(url.username)
  const password = input.password ?? parameter('password') ?? decoded(url.password)
  const schema = parameter('currentSchema')
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 5432 : Number(url.port),
    database: decodeURIComponent(url.pathname.slice(1)) || (user ?? 'postgres'),
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ssl: sslOf(input, parameter('sslmode')),
    application_name: 'countersign',
    connectionTimeoutMillis: CONNECT_MS,
    ...(schema === undefined ? {} : { options: `-c search_path=${schema.replaceAll(/[\s\\]/g, '\\$&')}` }),
  }
}

function decoded(part: string): string | undefined {
  return part === '' ? undefined : decodeURIComponent(part)
}

function sslOf(input: ConnectionInput, parameter: string | undefined): ClientConfig['ssl'] {
  const mode =
    input.sslMode ?? parameter?.toUpperCase().replace('-', '_') ?? (input.ssl === true ? 'VERIFY_FULL' : 'DISABLE')
  if (mode === 'DISABLE' || mode === 'ALLOW' || mode === 'PREFER') return false
  return {
    rejectUnauthorized: mode === 'VERIFY_CA' || mode === 'VERIFY_FULL',
    ...(mode === 'VERIFY_CA' ? { checkServerIdentity: () => undefined } : {}),
    ...(input.sslRootCert === undefined ? {} : { ca: input.sslRootCert }),
    ...(input.sslCert === undefined ? {} : { cert: input.sslCert }),
    ...(input.sslKey === undefined ? {} : { key: input.sslKey }),
    ...(input.sslKeyPassword === undefined ? {} : { passphrase: input.sslKeyPassword }),
  }
}
