import type { Command } from 'commander'
import { type ClientFlags, openClient, withClientOptions } from './client-options.ts'
import { type ConsoleIo, EXIT } from './console-io.ts'
import { addChangeCommands } from './execution-change-commands.ts'
import { INPUT_FLAG, readInputValues } from './input-values.ts'
import { print, table } from './print.ts'

type RunFlags = ClientFlags & {
  readonly input: readonly string[]
  readonly label: readonly string[]
  readonly wait?: boolean
  readonly revision?: string
  readonly schedule?: string
  readonly kind?: string
  readonly breakpoint: readonly string[]
}

const collect = (value: string, before: readonly string[]) => [...before, value]

/** `countersign execution run|get|list|logs|kill|restart|replay|resume`, and what `addChangeCommands` adds. */
export function addExecutionCommands(program: Command, io: ConsoleIo, end: (code: number) => void): void {
  const execution = program.command('execution').description('executions')
  addRun(execution, io, end)
  addReads(execution, io)

  withClientOptions(execution.command('kill <id>'))
    .description('end an execution now; open approval requests are withdrawn')
    .option('--no-cascade', 'leave the executions that it started')
    .action(async (id: string, flags: ClientFlags & { readonly cascade: boolean }) => {
      await openClient(flags, io).executions.kill(id, { cascade: flags.cascade })
      print(io, flags.output, { id, killed: true }, () => [`${id} is being killed`])
    })

  addAgain(execution, io)
  addChangeCommands(execution, io)

  withClientOptions(execution.command('resume <id>'))
    .description('answer the first open approval request of an execution')
    .option(INPUT_FLAG, 'a value of the form, or name=@path for a file; repeat for more', collect, [])
    .action(async (id: string, flags: ClientFlags & { readonly input: readonly string[] }) => {
      await openClient(flags, io).executions.resume(id, { inputs: await readInputValues(flags.input) })
      print(io, flags.output, { id, resumed: true }, () => [`${id} goes on`])
    })
}

type RevisionFlags = ClientFlags & { readonly revision?: string; readonly latestRevision?: boolean }

type ReplayFlags = RevisionFlags & {
  readonly taskRun?: string
  readonly input: readonly string[]
  readonly breakpoint: readonly string[]
}

function addAgain(execution: Command, io: ConsoleIo): void {
  const revision = (flags: RevisionFlags) => ({
    ...(flags.revision === undefined ? {} : { revision: Number(flags.revision) }),
    ...(flags.latestRevision === true ? { latestRevision: true } : {}),
  })

  withClientOptions(execution.command('restart <id>'))
    .description('go on from the tasks that failed')
    .option('--revision <number>', 'as a new execution on this revision of the flow')
    .option('--latest-revision', 'on the newest revision, as a new execution when there is a newer one')
    .action(async (id: string, flags: RevisionFlags) => {
      const restarted = await openClient(flags, io).executions.restart(id, revision(flags))
      print(io, flags.output, restarted, () => [`${restarted.id}  ${restarted.state.current}`])
    })

  withClientOptions(execution.command('replay <id>'))
    .description('repeat an execution as a new one')
    .option('--task-run <id>', 'from this task run on; what came before is copied')
    .option('--revision <number>', 'on this revision of the flow')
    .option('--latest-revision', 'on the newest revision of the flow')
    .option(
      INPUT_FLAG,
      'another input, or name=@path for a file; repeat for more. Those that are not given take their defaults',
      collect,
      [],
    )
    .option(
      '--breakpoint <task>',
      'stop before this task (task, or task.value in a loop); repeat for more',
      collect,
      [],
    )
    .action(async (id: string, flags: ReplayFlags) => {
      const { executions } = openClient(flags, io)
      const how = {
        ...(flags.taskRun === undefined ? {} : { taskRunId: flags.taskRun }),
        ...(flags.breakpoint.length === 0 ? {} : { breakpoints: flags.breakpoint }),
        ...revision(flags),
      }
      const replay =
        flags.input.length === 0
          ? await executions.replay(id, how)
          : await executions.replayWithInputs(id, await readInputValues(flags.input), how)
      print(io, flags.output, replay, () => [`${replay.id}  ${replay.state.current}`])
    })
}

function addRun(execution: Command, io: ConsoleIo, end: (code: number) => void): void {
  withClientOptions(execution.command('run <namespace> <flow>'))
    .description('start an execution')
    .option(INPUT_FLAG, 'an input, or name=@path for a file; repeat for more', collect, [])
    .option('-l, --label <key:value>', 'a label; repeat for more', collect, [])
    .option('--revision <number>', 'an older revision')
    .option('--schedule <instant>', 'start then, such as 2026-12-01T09:00:00Z')
    .option(
      '--breakpoint <task>',
      'stop before this task (task, or task.value in a loop); repeat for more',
      collect,
      [],
    )
    .option('--kind <kind>', 'NORMAL, TEST or PLAYGROUND')
    .option('--wait', 'wait for its end; the exit code is 1 unless it succeeds')
    .action(async (namespace: string, flow: string, flags: RunFlags) => {
      const started = await openClient(flags, io).executions.create(namespace, flow, {
        inputs: await readInputValues(flags.input),
        ...(flags.label.length === 0 ? {} : { labels: [...flags.label] }),
        ...(flags.wait === true ? { wait: true } : {}),
        ...(flags.revision === undefined ? {} : { revision: Number(flags.revision) }),
        ...(flags.schedule === undefined ? {} : { scheduleDate: flags.schedule }),
        ...(flags.breakpoint.length === 0 ? {} : { breakpoints: flags.breakpoint.join(',') }),
        // The server says which kinds there are.
        ...(flags.kind === undefined ? {} : { kind: flags.kind.toUpperCase() as 'NORMAL' }),
      })
      print(io, flags.output, started, () => [`${started.id}  ${started.state.current}`])
      if (flags.wait === true && started.state.current !== 'SUCCESS') end(EXIT.failed)
    })
}

function addReads(execution: Command, io: ConsoleIo): void {
  withClientOptions(execution.command('get <id>'))
    .description('show an execution with its task runs')
    .action(async (id: string, flags: ClientFlags) => {
      const found = await openClient(flags, io).executions.read(id)
      const runs = (found.taskRunList ?? []).map((run) => [
        run.taskId,
        run.value ?? '',
        run.state.current,
        String(run.attempts?.length ?? 0),
      ])
      print(io, flags.output, found, () => [
        `${found.namespace}.${found.flowId} revision ${found.flowRevision}: ${found.state.current}`,
        ...table(['TASK', 'VALUE', 'STATE', 'ATTEMPTS'], runs),
      ])
    })

  withClientOptions(execution.command('list'))
    .description('list executions, newest first')
    .option('--namespace <namespace>', 'only this namespace')
    .option('--flow <id>', 'only this flow')
    .option('--state <state>', 'only in this state; repeat for more', collect, [])
    .option('--size <number>', 'how many', '25')
    .action(
      async (
        flags: ClientFlags & {
          readonly namespace?: string
          readonly flow?: string
          readonly state: readonly string[]
          readonly size: string
        },
      ) => {
        const page = await openClient(flags, io).executions.search({
          size: Number(flags.size),
          sort: ['state.startDate:desc'],
          ...(flags.namespace === undefined ? {} : { namespace: flags.namespace }),
          ...(flags.flow === undefined ? {} : { flowId: flags.flow }),
          ...(flags.state.length === 0 ? {} : { state: flags.state.map((state) => state.toUpperCase()) }),
        } as Parameters<ReturnType<typeof openClient>['executions']['search']>[0])
        const rows = page.results.map((one) => [
          one.id,
          `${one.namespace}.${one.flowId}`,
          one.state.current,
          one.state.startDate ?? '',
        ])
        print(io, flags.output, page, () => [
          ...table(['ID', 'FLOW', 'STATE', 'STARTED'], rows),
          `${page.total} in all`,
        ])
      },
    )

  withClientOptions(execution.command('logs <id>'))
    .description('print the log of an execution')
    .option('--level <level>', 'least level', 'INFO')
    .option('--follow', 'go on until the execution has ended')
    .action(async (id: string, flags: ClientFlags & { readonly level: string; readonly follow?: boolean }) => {
      const client = openClient(flags, io)
      const query = { minLevel: flags.level.toUpperCase() } as NonNullable<Parameters<typeof client.logs.list>[1]>
      type Line = Awaited<ReturnType<typeof client.logs.list>>[number]
      const show = (line: Line) =>
        `${line.timestamp} ${line.level.padEnd(5)} ${line.taskId ?? '-'}  ${line.message ?? ''}`
      if (flags.follow !== true) {
        const lines = await client.logs.list(id, query)
        return print(io, flags.output, lines, () => lines.map(show))
      }
      for await (const line of client.logs.follow(id, query as Parameters<typeof client.logs.follow>[1]))
        print(io, flags.output, line, () => [show(line)])
    })
}
