import { p, type Rendered } from '@countersign/plugin-sdk'
import { DEFAULT_LIMITS, type ExchangeLimits, type HttpProxy } from '../../../outbound-http/exchange.ts'

const timeoutProperties = {
  connectTimeout: p.duration().describe('How long connecting may take. Default: one minute.'),
  readIdleTimeout: p.duration().describe('How long the server may stay silent. Default: five minutes.'),
}

const proxyProperties = {
  type: p.enum(['DIRECT', 'HTTP']).default('DIRECT'),
  address: p.string(),
  port: p.int({ min: 1, max: 65_535 }),
  username: p.string(),
  password: p.secret(),
}

const authProperties = {
  type: p.enum(['BASIC', 'BEARER']).mandatory(),
  username: p.string().describe('Of BASIC.'),
  password: p.secret().describe('Of BASIC.'),
  token: p.secret().describe('Of BEARER.'),
}

/** What `logs` can ask for. Credentials in headers are never logged. */
const LOGGED_PARTS = ['REQUEST_HEADERS', 'REQUEST_BODY', 'RESPONSE_HEADERS', 'RESPONSE_BODY'] as const

/** `options` of HTTP tasks, with the names of Kestra's earlier versions beside the present ones (engine.md 5.9). */
export const optionsProperties = {
  timeout: p.object(timeoutProperties),
  proxy: p.object(proxyProperties),
  auth: p.object(authProperties),
  ssl: p.object({ insecureTrustAllCertificates: p.boolean().default(false) }),
  followRedirects: p.boolean().default(true),
  allowFailed: p.boolean().default(false).describe('Take a status of 400 and above as an answer like others.'),
  allowedResponseCodes: p.list(p.int()).describe('Statuses of 400 and above that are no failure.'),
  defaultCharset: p.string().default('UTF-8').describe('Of an answer that names none, and of the body sent.'),
  maxContentLength: p.int({ min: 0 }).describe('Largest answer in bytes. Default: 10 MiB.'),
  logs: p.list(p.enum(LOGGED_PARTS)).describe('Parts to log at DEBUG; credentials in headers are left out.'),
  connectTimeout: p.duration().describe('Earlier name of timeout.connectTimeout.'),
  readTimeout: p.duration().describe('Earlier name of timeout.readIdleTimeout.'),
  readIdleTimeout: p.duration().describe('Earlier name of timeout.readIdleTimeout.'),
  connectionPoolIdleTimeout: p.duration().describe('Accepted; every request has a connection of its own.'),
  basicAuthUser: p.string().describe('Earlier name of auth.username with type BASIC.'),
  basicAuthPassword: p.secret().describe('Earlier name of auth.password with type BASIC.'),
  proxyType: p.enum(['DIRECT', 'HTTP']).describe('Earlier name of proxy.type.'),
  proxyAddress: p.string().describe('Earlier name of proxy.address.'),
  proxyPort: p.int({ min: 1, max: 65_535 }).describe('Earlier name of proxy.port.'),
  proxyUsername: p.string().describe('Earlier name of proxy.username.'),
  proxyPassword: p.secret().describe('Earlier name of proxy.password.'),
  logLevel: p
    .enum(['ALL', 'TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'OFF', 'NOT_SPECIFIED'])
    .describe('Accepted; use logs.'),
}

export type HttpOptions = Rendered<typeof optionsProperties>

/** The limits that the options set, each falling back to Kestra's default. */
export function limitsOf(options: HttpOptions): ExchangeLimits {
  const { timeout } = options
  return {
    connectTimeoutMs: timeout?.connectTimeout ?? options.connectTimeout ?? DEFAULT_LIMITS.connectTimeoutMs,
    idleTimeoutMs:
      timeout?.readIdleTimeout ?? options.readTimeout ?? options.readIdleTimeout ?? DEFAULT_LIMITS.idleTimeoutMs,
    maxResponseBytes: options.maxContentLength ?? DEFAULT_LIMITS.maxResponseBytes,
  }
}

/** The `Authorization` header that the options ask for. */
export function authorizationOf(options: HttpOptions): string | undefined {
  const { auth } = options
  if (auth?.type === 'BEARER') return `Bearer ${auth.token ?? ''}`
  const username = auth?.username ?? options.basicAuthUser
  if (username === undefined) return undefined
  const password = auth?.password ?? options.basicAuthPassword ?? ''
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

/** The proxy that the options name, if any. */
export function proxyOf(options: HttpOptions): HttpProxy | undefined {
  const { proxy } = options
  const type = proxy?.type ?? options.proxyType ?? 'DIRECT'
  const address = proxy?.address ?? options.proxyAddress
  const port = proxy?.port ?? options.proxyPort
  if (type === 'DIRECT' || address === undefined || port === undefined) return undefined
  return {
    address,
    port,
    username: proxy?.username ?? options.proxyUsername,
    password: proxy?.password ?? options.proxyPassword,
  }
}
