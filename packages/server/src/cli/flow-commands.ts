import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { FlowValidation, FlowWithSource } from '@countersign/contract'
import { isApiError } from '@countersign/contract/client'
import type { Command } from 'commander'
import { type ClientFlags, openClient, withClientOptions } from './client-options.ts'
import { type ConsoleIo, EXIT, UsageError } from './console-io.ts'
import { print } from './print.ts'

type CheckedFile = { readonly file: string } & FlowValidation

/** `countersign flow validate|apply|list|get`. */
export function addFlowCommands(program: Command, io: ConsoleIo, end: (code: number) => void): void {
  const flow = program.command('flow').description('flows')

  withClientOptions(flow.command('validate <path...>'))
    .description('check flow files, or every .yaml and .yml file of a directory, without saving them')
    .action(async (paths: readonly string[], flags: ClientFlags) => {
      const client = openClient(flags, io)
      const results: CheckedFile[] = []
      for (const file of flowFiles(paths)) {
        const checks = await client.flows.validate(io.readFile(file))
        results.push(...checks.map((check) => ({ file, ...check })))
      }
      const failed = results.filter((result) => typeof result.constraints === 'string')
      print(io, flags.output, results, () =>
        results.flatMap((result) => [
          `${result.file}: ${typeof result.constraints === 'string' ? 'has problems' : 'fine'}`,
          ...findings(result),
        ]),
      )
      if (failed.length > 0) end(EXIT.failed)
    })

  withClientOptions(flow.command('apply <path...>'))
    .description('save flow files: creates what is new, updates what changed')
    .action(async (paths: readonly string[], flags: ClientFlags) => {
      const client = openClient(flags, io)
      const saved: ({ readonly file: string } & FlowWithSource)[] = []
      for (const file of flowFiles(paths)) saved.push({ file, ...(await apply(client, io.readFile(file))) })
      print(io, flags.output, saved, () =>
        saved.map((one) => `${one.file}: ${one.namespace}.${one.id} revision ${one.revision}`),
      )
    })

  withClientOptions(flow.command('list'))
    .description('list flows')
    .option('--namespace <namespace>', 'only this namespace')
    .action(async (flags: ClientFlags & { readonly namespace?: string }) => {
      const client = openClient(flags, io)
      const page = await client.flows.search({
        size: 200,
        ...(flags.namespace === undefined ? {} : { namespace: flags.namespace }),
      })
      print(io, flags.output, page, () =>
        page.results.map((one) => `${one.namespace}.${one.id}  revision ${one.revision}`),
      )
    })

  withClientOptions(flow.command('get <namespace> <id>'))
    .description('print the YAML of a flow')
    .action(async (namespace: string, id: string, flags: ClientFlags) => {
      const found = await openClient(flags, io).flows.read(namespace, id)
      print(io, flags.output, found, () => found.source.replace(/\n$/, '').split('\n'))
    })
}

/** One line for each finding, with its place as editors and terminals read it. */
function findings({ file, diagnostics, constraints }: CheckedFile): readonly string[] {
  // A server that gives no places (Kestra itself) still says what is wrong.
  if (diagnostics === undefined)
    return (
      constraints
        ?.trim()
        .split('\n')
        .map((line) => `  ${line}`) ?? []
    )
  return diagnostics.map(({ range, severity, message, hint, code }) => {
    const place = range === null || range === undefined ? file : `${file}:${range.line}:${range.column}`
    return `  ${place} ${severity}: ${message}${hint === undefined ? '' : ` ${hint}`}  [${code}]`
  })
}

async function apply(client: ReturnType<typeof openClient>, source: string): Promise<FlowWithSource> {
  try {
    return await client.flows.create(source)
  } catch (error) {
    if (!isApiError(error) || error.code !== 'FLOW_EXISTS') throw error
    const { namespace, id } = error.details
    if (typeof namespace !== 'string' || typeof id !== 'string') throw error
    return client.flows.update(namespace, id, source)
  }
}

function flowFiles(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => {
    const stat = statSync(path, { throwIfNoEntry: false })
    if (stat === undefined) throw new UsageError(`There is no file or directory ${path}.`)
    if (!stat.isDirectory()) return [path]
    const found = readdirSync(path)
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
    if (found.length === 0) throw new UsageError(`The directory ${path} holds no .yaml or .yml file.`)
    return found.map((name) => join(path, name))
  })
}
