import type { Client } from '@countersign/contract/client'
import type { Command } from 'commander'
import { type ClientFlags, openClient, withClientOptions } from './client-options.ts'
import { type ConsoleIo, UsageError } from './console-io.ts'
import { parseLabels, print } from './print.ts'

type Executions = Client['executions']
type ReasonFlags = ClientFlags & { readonly reason?: string }

const WHY = ['--reason <text>', 'why; kept in the audit log'] as const

function because({ reason }: ReasonFlags): { readonly reason?: string } {
  return reason === undefined ? {} : { reason }
}

/** `countersign execution task-state|set-state|label|pause|force-run|unqueue|continue|delete`. */
export function addChangeCommands(execution: Command, io: ConsoleIo): void {
  addStates(execution, io)
  addHolds(execution, io)

  withClientOptions(execution.command('delete <ids...>'))
    .description('delete executions; their decisions stay in the audit log')
    .option('--force', 'also those that have not ended')
    .option('--keep-logs', 'leave their logs')
    .option('--keep-metrics', 'leave what they measured')
    .option('--keep-files', 'leave their files')
    .action(async (ids: string[], flags: DeleteFlags) => {
      const { count } = await openClient(flags, io).executions.removeByIds(ids, {
        includeNonTerminated: flags.force === true,
        deleteLogs: flags.keepLogs !== true,
        deleteMetrics: flags.keepMetrics !== true,
        deleteStorage: flags.keepFiles !== true,
      })
      print(io, flags.output, { count }, () => [`${count} deleted`])
    })
}

type DeleteFlags = ClientFlags & {
  readonly force?: boolean
  readonly keepLogs?: boolean
  readonly keepMetrics?: boolean
  readonly keepFiles?: boolean
}

function addStates(execution: Command, io: ConsoleIo): void {
  withClientOptions(execution.command('task-state <id> <task-run> <state>'))
    .description('say how a task run of an ended execution ended (SUCCESS, FAILED ...), and go on from there')
    .option(...WHY)
    .action(async (id: string, taskRunId: string, state: string, flags: ReasonFlags) => {
      // The server says which states there are.
      const wanted = state.toUpperCase() as Parameters<Executions['changeTaskState']>[1]['state']
      const change = { taskRunId, state: wanted, ...because(flags) }
      const changed = await openClient(flags, io).executions.changeTaskState(id, change)
      print(io, flags.output, changed, () => [`${changed.id}  ${changed.state.current}`])
    })

  withClientOptions(execution.command('set-state <id> <state>'))
    .description('say how an ended execution ended; nothing runs because of it')
    .option(...WHY)
    .action(async (id: string, state: string, flags: ReasonFlags) => {
      const status = state.toUpperCase() as Parameters<Executions['changeStatus']>[1]['status']
      const changed = await openClient(flags, io).executions.changeStatus(id, { status, ...because(flags) })
      print(io, flags.output, changed, () => [`${changed.id}  ${changed.state.current}`])
    })

  withClientOptions(execution.command('label <id> <labels...>'))
    .description('add or replace labels, written key:value, of an execution that has ended')
    .action(async (id: string, texts: string[], flags: ClientFlags) => {
      const labels = parseLabels(texts, (message) => {
        throw new UsageError(message)
      })
      const changed = await openClient(flags, io).executions.setLabels(id, labels)
      print(io, flags.output, changed, () => (changed.labels ?? []).map(({ key, value }) => `${key}:${value}`))
    })
}

function addHolds(execution: Command, io: ConsoleIo): void {
  withClientOptions(execution.command('pause <id>'))
    .description('finish what runs and begin nothing new, until `resume`')
    .action(async (id: string, flags: ClientFlags) => {
      await openClient(flags, io).executions.pause(id)
      print(io, flags.output, { id, paused: true }, () => [`${id} is paused`])
    })

  withClientOptions(execution.command('force-run <id>'))
    .description('make an execution go on, whatever it waits for')
    .option(...WHY)
    .action(async (id: string, flags: ReasonFlags) => {
      const forced = await openClient(flags, io).executions.forceRun(id, because(flags))
      print(io, flags.output, forced, () => [`${forced.id}  ${forced.state.current}`])
    })

  withClientOptions(execution.command('unqueue <id>'))
    .description('take an execution out of the queue of its flow')
    .option('--state <state>', 'end it in this state instead of running it: CANCELLED, FAILED or KILLED')
    .option(...WHY)
    .action(async (id: string, flags: ReasonFlags & { readonly state?: string }) => {
      const state = (flags.state ?? 'RUNNING').toUpperCase() as 'RUNNING'
      const after = await openClient(flags, io).executions.unqueue(id, { state, ...because(flags) })
      print(io, flags.output, after, () => [`${after.id}  ${after.state.current}`])
    })

  withClientOptions(execution.command('continue <id>'))
    .description('go on from a breakpoint')
    .option('--breakpoints <list>', 'replace the breakpoints: task ids, comma-joined; empty for none')
    .action(async (id: string, flags: ClientFlags & { readonly breakpoints?: string }) => {
      const breakpoints = flags.breakpoints?.split(',')
      const options = breakpoints === undefined ? {} : { breakpoints }
      await openClient(flags, io).executions.resumeFromBreakpoint(id, options)
      print(io, flags.output, { id, continued: true }, () => [`${id} goes on`])
    })
}
