import { randomUUID } from 'node:crypto'
import type { Command } from 'commander'
import { type ClientFlags, openClient, withClientOptions } from './client-options.ts'
import type { ConsoleIo } from './console-io.ts'
import { INPUT_FLAG, readInputValues } from './input-values.ts'
import { print, table } from './print.ts'

const collect = (value: string, before: readonly string[]) => [...before, value]

type DecideFlags = ClientFlags & {
  readonly input: readonly string[]
  readonly outcome?: string
  readonly comment?: string
  readonly key?: string
}

/** `countersign approval list|show|decide`. */
export function addApprovalCommands(program: Command, io: ConsoleIo): void {
  const approval = program.command('approval').description('approval requests')

  withClientOptions(approval.command('list'))
    .description('list what waits for people')
    .option('--status <status>', 'OPEN, SETTLED, EXPIRED or WITHDRAWN; repeat for more', collect, [])
    .option('--namespace <namespace>', 'only this namespace and those below it')
    .action(async (flags: ClientFlags & { readonly status: readonly string[]; readonly namespace?: string }) => {
      const client = openClient(flags, io)
      const status = flags.status.length === 0 ? ['OPEN'] : flags.status.map((one) => one.toUpperCase())
      const query = { status, size: 100, ...(flags.namespace === undefined ? {} : { namespace: flags.namespace }) }
      const page = await client.approvals.search(query as NonNullable<Parameters<typeof client.approvals.search>[0]>)
      const rows = page.results.map((one) => [
        one.id,
        one.title,
        `${one.namespace}.${one.flowId}`,
        one.status,
        one.requester.name,
        one.createdAt,
      ])
      print(io, flags.output, page, () => table(['ID', 'TITLE', 'FLOW', 'STATUS', 'ASKED BY', 'SINCE'], rows))
    })

  withClientOptions(approval.command('show <id>'))
    .description('show a request with its form, or how it was settled')
    .action(async (id: string, flags: ClientFlags) => {
      const found = await openClient(flags, io).approvals.read(id)
      print(io, flags.output, found, () => [
        `${found.title}  (${found.status})`,
        `${found.namespace}.${found.flowId}, task ${found.taskId}, execution ${found.executionId}`,
        `asked by ${found.requester.name} at ${found.createdAt}${found.dueAt === null ? '' : `, due ${found.dueAt}`}`,
        ...found.form.map(
          (input) =>
            `  ${input.id}  ${input.type}${input.required === false ? '' : ', required'}${input.displayName === undefined ? '' : `  ${input.displayName}`}`,
        ),
        ...(found.settled === null
          ? []
          : [`settled: ${found.settled.outcome} by ${found.settled.by.name} at ${found.settled.at}`]),
      ])
    })

  withClientOptions(approval.command('decide <id>'))
    .description('answer a request')
    .option(INPUT_FLAG, 'a value of the form, or name=@path for a file; repeat for more', collect, [])
    .option('--outcome <id>', 'outcome; the first one when left out')
    .option('-m, --comment <text>', 'why')
    .option('--key <key>', 'idempotency key: repeating a call with the same key gets the first answer again')
    .action(async (id: string, flags: DecideFlags) => {
      const inputs = await readInputValues(flags.input)
      const client = openClient(flags, io)
      const result = await client.approvals.decide(
        id,
        { inputs, outcome: flags.outcome, comment: flags.comment },
        { idempotencyKey: flags.key ?? randomUUID() },
      )
      const settled = result.approval.settled
      print(io, flags.output, result, () => [
        `${result.approval.status}: ${settled?.outcome ?? ''} by ${settled?.by.name ?? ''}${result.replayed ? ' (answered before with this key)' : ''}`,
      ])
    })
}
