import { isApiError } from '@countersign/contract/client'
import { isAppError } from '@countersign/core'
import { Command, CommanderError } from 'commander'
import { addApprovalCommands } from './approval-commands.ts'
import { addAuditCommands } from './audit-commands.ts'
import { addConfigCommands } from './config-commands.ts'
import { type ConsoleIo, EXIT, UsageError } from './console-io.ts'
import { addExecutionCommands } from './execution-commands.ts'
import { addExpressionCommands } from './expression-commands.ts'
import { addFlowCommands } from './flow-commands.ts'
import { addSecretCommands } from './secret-commands.ts'
import { addServeCommand } from './serve-command.ts'
import { addTokenCommands } from './token-commands.ts'
import { addTriggerCommands } from './trigger-commands.ts'

/**
 * Runs one command line and gives its exit code: 0 fine, 1 refused or failed, 2 called wrongly. Results go to `out`, all else to
 * `err`.
 */
export async function runCommandLine(args: readonly string[], io: ConsoleIo, version: string): Promise<number> {
  let code: number = EXIT.fine
  const end = (given: number) => {
    code = given
  }
  const program = new Command('countersign')
    .description('Workflows in which people decide.')
    .version(version)
    .showSuggestionAfterError()
  addServeCommand(program, io, end)
  addFlowCommands(program, io, end)
  addExecutionCommands(program, io, end)
  addApprovalCommands(program, io)
  addTriggerCommands(program, io)
  addSecretCommands(program, io)
  addTokenCommands(program, io)
  addAuditCommands(program, io, end)
  addExpressionCommands(program, io, end)
  addConfigCommands(program, io)
  configure(program, io)
  try {
    await program.parseAsync([...args], { from: 'user' })
    return code
  } catch (error) {
    return explain(error, io)
  }
}

/** Every command throws in place of ending the process, and writes through `io`. */
function configure(command: Command, io: ConsoleIo): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => io.out(text.replace(/\n$/, '')),
    writeErr: (text) => io.err(text.replace(/\n$/, '')),
  })
  for (const child of command.commands) configure(child, io)
}

function explain(error: unknown, io: ConsoleIo): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage
  if (error instanceof UsageError) {
    io.err(error.message)
    return EXIT.usage
  }
  if (isAppError(error)) {
    io.err(`${error.message}  [${error.code}]`)
    return EXIT.failed
  }
  if (isApiError(error)) {
    io.err(`${error.message}  [${error.code}]`)
    for (const field of error.fields) io.err(`  ${field.field}: ${field.message}`)
    for (const invalid of error.invalids) io.err(`  ${invalid.id}: ${invalid.message}`)
    return EXIT.failed
  }
  if (isFileError(error)) {
    io.err(error.message)
    return EXIT.failed
  }
  throw error
}

/** An error of the operating system about a file that the command line named: its message says which, and what is wrong. */
function isFileError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error && 'path' in error
}
