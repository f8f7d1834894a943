import type { Command } from 'commander'
import { type ClientFlags, openClient, withClientOptions } from './client-options.ts'
import { type ConsoleIo, UsageError } from './console-io.ts'
import { parseAssignments, print, table } from './print.ts'

type SetFlags = ClientFlags & { readonly description?: string; readonly tag: readonly string[] }

const collect = (value: string, before: readonly string[]) => [...before, value]

/** `countersign secret set|list|delete|rotate`. */
export function addSecretCommands(program: Command, io: ConsoleIo): void {
  const secret = program.command('secret').description('secrets of namespaces')

  withClientOptions(secret.command('set <namespace> <name>'))
    .description('make or replace a secret; its value is read from standard input, never from the command line')
    .option('--description <text>', 'what it is for')
    .option('--tag <name=value>', 'a tag; repeat for more', collect, [])
    .action(async (namespace: string, name: string, flags: SetFlags) => {
      const value = io.readInput().replace(/\r?\n$/, '')
      if (value === '')
        throw new UsageError('Give the secret on standard input: printf %s "$VALUE" | countersign secret set …')
      const tags = parseAssignments(flags.tag, '--tag', (message) => {
        throw new UsageError(message)
      })
      const written = await openClient(flags, io).secrets.write(namespace, {
        key: name,
        value,
        ...(flags.description === undefined ? {} : { description: flags.description }),
        ...(flags.tag.length === 0 ? {} : { tags: Object.entries(tags).map(([key, text]) => ({ key, value: text })) }),
      })
      print(io, flags.output, written, () => [`${name} is kept in ${namespace}`])
    })

  withClientOptions(secret.command('list <namespace>'))
    .description('list the secrets of a namespace, without their values')
    .action(async (namespace: string, flags: ClientFlags) => {
      const found = await openClient(flags, io).secrets.list(namespace, { size: 10_000 })
      const rows = found.results.map(({ key, description = '', tags = [] }) => [
        key,
        description,
        tags.map((tag) => `${tag.key}=${tag.value}`).join(' '),
      ])
      print(io, flags.output, found, () => table(['NAME', 'DESCRIPTION', 'TAGS'], rows))
    })

  withClientOptions(secret.command('delete <namespace> <name>'))
    .description('delete a secret')
    .action(async (namespace: string, name: string, flags: ClientFlags) => {
      await openClient(flags, io).secrets.remove(namespace, name)
      print(io, flags.output, { namespace, name, deleted: true }, () => [`${name} is deleted from ${namespace}`])
    })

  withClientOptions(secret.command('rotate'))
    .description('seal all secrets anew with the newest encryption key')
    .action(async (flags: ClientFlags) => {
      const resealed = await openClient(flags, io).secrets.reseal()
      print(io, flags.output, { resealed }, () => [`${resealed} secrets were sealed anew`])
    })
}
