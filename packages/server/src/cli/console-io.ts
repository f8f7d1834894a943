/** Where the command line reads and writes; tests give their own. */
export interface ConsoleIo {
  out(line: string): void
  err(line: string): void
  readonly environment: Readonly<Record<string, string | undefined>>
  /** True when a person reads the output. */
  readonly isTerminal: boolean
  readFile(path: string): string
  /** All of standard input. */
  readInput(): string
}

/** How a command ends: fine, refused or failed, or called wrongly. */
export const EXIT = { fine: 0, failed: 1, usage: 2 } as const

/** A command that was called wrongly; the message says how to call it. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
