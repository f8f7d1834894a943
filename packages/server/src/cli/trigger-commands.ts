import type { Trigger, TriggerItem } from '@countersign/contract'
import type { BackfillRequest, TriggerName } from '@countersign/contract/client'
import type { Command } from 'commander'
import { type ClientFlags, openClient, withClientOptions } from './client-options.ts'
import { type ConsoleIo, UsageError } from './console-io.ts'
import { parseAssignments, print, table } from './print.ts'

type ListFlags = ClientFlags & { readonly namespace?: string; readonly flow?: string }

type BackfillFlags = ClientFlags & {
  readonly start: string
  readonly end?: string
  readonly input: readonly string[]
  readonly label: readonly string[]
}

const NAME = '<namespace> <flow> <trigger>'

const collect = (value: string, before: readonly string[]) => [...before, value]

const usage = (message: string): never => {
  throw new UsageError(message)
}

/** `countersign trigger list|enable|disable|unlock|backfill`. */
export function addTriggerCommands(program: Command, io: ConsoleIo): void {
  const trigger = program.command('trigger').description('schedules and polling triggers')

  withClientOptions(trigger.command('list'))
    .description('list triggers, and when they are due')
    .option('--namespace <namespace>', 'only this namespace and those below it')
    .option('--flow <flow>', 'only this flow')
    .action(async ({ namespace, flow, ...flags }: ListFlags) => {
      const found = await openClient(flags, io).triggers.search({
        size: 200,
        ...(namespace === undefined ? {} : { namespace }),
        ...(flow === undefined ? {} : { flowId: flow }),
      })
      print(io, flags.output, found, () => table(['TRIGGER', 'NEXT', 'LAST', 'WAITS FOR'], found.results.map(rowOf)))
    })

  for (const [verb, disabled] of [
    ['enable', false],
    ['disable', true],
  ] as const) {
    withClientOptions(trigger.command(`${verb} ${NAME}`))
      .description(`${verb} a trigger`)
      .action(async (namespace: string, flowId: string, triggerId: string, flags: ClientFlags) => {
        const changed = await openClient(flags, io).triggers.setDisabled({ namespace, flowId, triggerId }, disabled)
        print(io, flags.output, changed, () => [`${nameOf(changed)} is ${verb}d`])
      })
  }

  withClientOptions(trigger.command(`unlock ${NAME}`))
    .description('let a trigger go on that waits for an execution')
    .action(async (namespace: string, flowId: string, triggerId: string, flags: ClientFlags) => {
      const unlocked = await openClient(flags, io).triggers.unlock({ namespace, flowId, triggerId })
      print(io, flags.output, unlocked, () => [`${nameOf(unlocked)} waits for no execution`])
    })

  withClientOptions(trigger.command(`backfill ${NAME}`))
    .description('start what a schedule would have started in a stretch of the past')
    .requiredOption('--start <instant>', 'dates after this one, such as 2026-11-24T09:00:00Z')
    .option('--end <instant>', 'and up to this one; default: until now')
    .option('-i, --input <name=value>', 'an input of the executions; repeat for more', collect, [])
    .option('-l, --label <name=value>', 'a label of the executions; repeat for more', collect, [])
    .action(async (namespace: string, flowId: string, triggerId: string, flags: BackfillFlags) => {
      const name: TriggerName = { namespace, flowId, triggerId }
      const started = await openClient(flags, io).triggers.startBackfill(name, backfillOf(flags))
      print(io, flags.output, started, () => [`${nameOf(started)} makes up for what it missed since ${flags.start}`])
    })
}

function backfillOf({ start, end, input, label }: BackfillFlags): BackfillRequest {
  const labels = Object.entries(parseAssignments(label, '--label', usage))
  return {
    start,
    ...(end === undefined ? {} : { end }),
    ...(input.length === 0 ? {} : { inputs: parseAssignments(input, '--input', usage) }),
    ...(labels.length === 0 ? {} : { labels: labels.map(([key, value]) => ({ key, value })) }),
  }
}

function rowOf({ abstractTrigger, triggerContext: trigger }: TriggerItem): readonly string[] {
  return [nameOf(trigger), nextOf(), trigger.date ?? '', trigger.executionId ?? '']

  function nextOf(): string {
    if (abstractTrigger?.disabled === true) return 'disabled in the flow'
    return trigger.disabled ? 'disabled' : (trigger.nextExecutionDate ?? '')
  }
}

function nameOf({ namespace, flowId, triggerId }: Trigger): string {
  return `${namespace}.${flowId}.${triggerId}`
}
