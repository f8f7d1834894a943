/** Thrown when a program was called wrongly; its message says how. */
export class UsageError extends Error {}

/**
 * Runs the main function of a script and ends the process with its exit code: 2 and the usage where it was called wrongly, 1
 * where it threw.
 *
 * @param usage what `--help` prints
 */
export async function runProgram(usage: string, main: () => Promise<number>): Promise<never> {
  if (process.argv.includes('--help')) {
    console.log(usage)
    process.exit(0)
  }
  try {
    process.exit(await main())
  } catch (error) {
    if (!isUsageError(error)) {
      console.error(error)
      process.exit(1)
    }
    console.error(`${error.message}\n\n${usage}`)
    process.exit(2)
  }
}

/** Also the errors of `parseArgs`: an unknown option, one without its value. */
function isUsageError(error: unknown): error is Error {
  if (error instanceof UsageError) return true
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_')
}
