import { type MailSettings, TaskFailure } from '@countersign/plugin-sdk'

/** Where and how to hand over mail. */
export interface SmtpConnection {
  readonly host: string
  readonly port: number
  readonly transport: MailSettings['transport']
  readonly username: string | undefined
  readonly password: string | undefined
  /** False when the certificate may be for another host name. */
  readonly verifyIdentity: boolean
}

/** What a task says about its mail server. */
interface OwnServer {
  readonly host: string | undefined
  readonly port: number | undefined
  readonly username: string | undefined
  readonly password: string | undefined
  readonly transportStrategy: MailSettings['transport'] | undefined
  readonly verifyServerIdentity: boolean
  readonly trustedHosts: readonly string[] | undefined
}

const USUAL_PORTS = { SMTP: 25, SMTPS: 465, SMTP_TLS: 587 } as const

/**
 * The mail server to use: the task's own when it names a host (SMTPS unless it says otherwise, as in Kestra), else the
 * server's. The two are never mixed, so that credentials never go to a host that they were not given for.
 * @throws TaskFailure when there is neither.
 */
export function chooseConnection(own: OwnServer, mail: MailSettings | undefined): SmtpConnection {
  if (own.host !== undefined && own.host !== '') {
    const transport = own.transportStrategy ?? 'SMTPS'
    const { host, username, password } = own
    const trusted = own.trustedHosts
    if (trusted !== undefined && trusted.length > 0 && !trusted.includes(host)) {
      throw TaskFailure.fatal(`Mail server ${host} is none of \`trustedHosts\`.`, { code: 'MAIL_HOST_UNTRUSTED' })
    }
    const port = own.port ?? USUAL_PORTS[transport]
    return { host, port, transport, username, password, verifyIdentity: own.verifyServerIdentity }
  }
  if (mail !== undefined) {
    const { host, port, transport, username, password } = mail
    return { host, port, transport, username, password, verifyIdentity: true }
  }
  throw TaskFailure.fatal(
    'There is no mail server: set `host` in the task, or `mail` in the configuration of this server.',
    { code: 'MAIL_NOT_CONFIGURED' },
  )
}

/** The transport options of nodemailer for a connection. */
export function transportOptions(connection: SmtpConnection, timeoutMs: number) {
  const { host, port, transport, username, password, verifyIdentity } = connection
  return {
    host,
    port,
    secure: transport === 'SMTPS',
    requireTLS: transport === 'SMTP_TLS',
    // Plain SMTP encrypts when the server offers it; it would also go on without, so a certificate proves nothing there.
    tls: {
      rejectUnauthorized: transport !== 'SMTP',
      ...(verifyIdentity ? {} : { checkServerIdentity: () => undefined }),
    },
    ...(username === undefined ? {} : { auth: { user: username, pass: password ?? '' } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}
