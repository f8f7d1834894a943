import type { Command } from 'commander'
import { type ClientFlags, openClient, withClientOptions } from './client-options.ts'
import type { ConsoleIo } from './console-io.ts'
import { print, table } from './print.ts'

/** `countersign token create|list|revoke`. */
export function addTokenCommands(program: Command, io: ConsoleIo): void {
  const token = program.command('token').description('tokens of service accounts')

  withClientOptions(token.command('create <name>'))
    .description('make a token; its secret is printed this once')
    .option('--expires <instant>', 'when it dies, such as 2027-01-01T00:00:00Z')
    .action(async (name: string, flags: ClientFlags & { readonly expires?: string }) => {
      const made = await openClient(flags, io).tokens.create({
        name,
        ...(flags.expires === undefined ? {} : { expiresAt: flags.expires }),
      })
      print(io, flags.output, made, () => [made.token])
    })

  withClientOptions(token.command('list'))
    .description('list tokens, without their secrets')
    .action(async (flags: ClientFlags) => {
      const tokens = await openClient(flags, io).tokens.list()
      const rows = tokens.map((one) => [
        one.id,
        one.name,
        one.createdBy,
        one.expiresAt ?? 'never',
        one.revokedAt === null ? '' : `revoked ${one.revokedAt}`,
      ])
      print(io, flags.output, tokens, () => table(['ID', 'NAME', 'MADE BY', 'EXPIRES', ''], rows))
    })

  withClientOptions(token.command('revoke <id>'))
    .description('end a token at once')
    .action(async (id: string, flags: ClientFlags) => {
      await openClient(flags, io).tokens.revoke(id)
      print(io, flags.output, { id, revoked: true }, () => [`${id} is revoked`])
    })
}
