/** What a runner is to run. */
export interface Program {
  /** The program and its arguments. */
  readonly command: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** The directory of the attempt on the machine of the server. */
  readonly directory: string
  readonly signal: AbortSignal
  /** Called for each line, without its line break. */
  onLine(line: string, stream: 'stdout' | 'stderr'): void
}

/** A place where programs run. */
export interface Runner {
  /** What `workingDir` is to the program whose directory on the server is this one. */
  workingDirectoryOf(directory: string): string
  /**
   * Runs a program in its directory and gives its exit code; what it wrote there is there afterwards. On abort the program
   * and all that it started are ended, and the reason of the signal is thrown.
   * @throws TaskFailure when it could not be started
   */
  run(program: Program): Promise<number>
}
