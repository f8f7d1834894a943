import { createExpressionEngine, isExpressionError, isPendingSignal, parseJson } from '@countersign/expression'
import type { Command } from 'commander'
import { type ClientFlags, openClient, withClientOptions } from './client-options.ts'
import { type ConsoleIo, EXIT, UsageError } from './console-io.ts'
import { print } from './print.ts'

type EvalFlags = ClientFlags & { readonly execution?: string; readonly taskRun?: string; readonly context?: string }

/** `countersign expression eval`: against an execution, or against a context given as JSON, without a server. */
export function addExpressionCommands(program: Command, io: ConsoleIo, end: (code: number) => void): void {
  withClientOptions(program.command('expression').description('expressions').command('eval <expression>'))
    .description('render an expression against an execution, or against --context')
    .option('--execution <id>', 'execution whose inputs, outputs and labels the expression sees; secrets are masked')
    .option('--task-run <id>', 'task run of that execution')
    .option('--context <json>', 'variables as JSON, or @file; needs no server')
    .action(async (expression: string, flags: EvalFlags) => {
      const result =
        flags.execution === undefined
          ? await local(expression, flags, io)
          : await remote(expression, flags, flags.execution, io)
      if ('error' in result) {
        io.err(result.error)
        return end(EXIT.failed)
      }
      print(io, flags.output, result, () => [result.result])
    })
}

type Result = { readonly result: string } | { readonly error: string }

async function remote(expression: string, flags: EvalFlags, execution: string, io: ConsoleIo): Promise<Result> {
  const options = flags.taskRun === undefined ? {} : { taskRunId: flags.taskRun }
  const answer = await openClient(flags, io).executions.evaluate(execution, expression, options)
  if (typeof answer.error === 'string') return { error: answer.error }
  return { result: answer.result ?? '' }
}

async function local(expression: string, flags: EvalFlags, io: ConsoleIo): Promise<Result> {
  const text = flags.context?.startsWith('@') === true ? io.readFile(flags.context.slice(1)) : (flags.context ?? '{}')
  let context: ReturnType<typeof parseJson>
  try {
    context = parseJson(text)
  } catch (error) {
    throw new UsageError(`--context is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (typeof context !== 'object' || context === null || Array.isArray(context))
    throw new UsageError('--context must be a JSON object')
  const engine = createExpressionEngine()
  try {
    // A JSON object was checked for just above.
    return {
      result: engine.render(expression, context as Parameters<typeof engine.render>[1], {
        now: () => Date.now(),
        random: Math.random,
        uuid: () => crypto.randomUUID(),
      }),
    }
  } catch (error) {
    if (isExpressionError(error)) return { error: error.message }
    if (isPendingSignal(error))
      return { error: `\`${error.kind}()\` needs a server: name an execution with --execution` }
    throw error
  }
}
