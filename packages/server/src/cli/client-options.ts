import { type Client, type ClientAuth, createClient } from '@countersign/contract/client'
import { parseJson } from '@countersign/expression'
import { type Command, Option } from 'commander'
import { type ConsoleIo, UsageError } from './console-io.ts'

/** Options of every command that talks to a server. */
export interface ClientFlags {
  readonly url?: string
  readonly token?: string
  readonly user?: string
  readonly tenant?: string
  readonly output: 'text' | 'json'
}

/** Adds them. The variables are read by hand, so that a help text never shows a token. */
export function withClientOptions(command: Command): Command {
  return command
    .option('--url <url>', 'address of the server (COUNTERSIGN_URL; default http://127.0.0.1:8080)')
    .option('--token <token>', 'token of a service account (COUNTERSIGN_TOKEN)')
    .option('--user <name:password>', 'user name and password (COUNTERSIGN_USER)')
    .option('--tenant <tenant>', 'tenant (COUNTERSIGN_TENANT; default main)')
    .addOption(new Option('--output <format>', 'how results are printed').choices(['text', 'json']).default('text'))
}

/** A client as the flags and the environment say. @throws UsageError when nothing says who asks. */
export function openClient(flags: ClientFlags, io: ConsoleIo): Client {
  const tenant = flags.tenant ?? io.environment.COUNTERSIGN_TENANT ?? 'main'
  return createClient({
    baseUrl: (flags.url ?? io.environment.COUNTERSIGN_URL ?? 'http://127.0.0.1:8080').replace(/\/+$/, ''),
    auth: authOf(flags, io),
    tenant,
    name: 'cli',
    parseJson,
  })
}

function authOf(flags: ClientFlags, io: ConsoleIo): ClientAuth {
  const token = flags.token ?? (flags.user === undefined ? io.environment.COUNTERSIGN_TOKEN : undefined)
  if (token !== undefined) return { kind: 'bearer', token }
  const user = flags.user ?? io.environment.COUNTERSIGN_USER
  const colon = user?.indexOf(':') ?? -1
  if (user === undefined || colon < 1) {
    throw new UsageError(
      'Say who you are: --token TOKEN, or --user NAME:PASSWORD (or COUNTERSIGN_TOKEN, COUNTERSIGN_USER).',
    )
  }
  return { kind: 'basic', username: user.slice(0, colon), password: user.slice(colon + 1) }
}
