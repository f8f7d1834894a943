/** How thoroughly to measure. */
export type BenchOptions = {
  /** `--quick`: few rounds, to see that the suite works; the numbers are not to be quoted. */
  readonly quick: boolean
  /** Further words of the command line, for suites that can do a part of their work. */
  readonly only: readonly string[]
}

/** A table of measurements. Every row has the same keys; they are the headings, and name their units. */
export type BenchTable = {
  readonly title: string
  readonly rows: readonly Readonly<Record<string, string | number>>[]
}

/** What one suite measured. */
export type BenchReport = {
  /** Whatever somebody needs to measure the same again: sizes, rounds, database, durability. */
  readonly settings: Readonly<Record<string, unknown>>
  readonly tables: readonly BenchTable[]
  /** Sentences to print below: what limits the numbers, what they were compared with. */
  readonly notes?: readonly string[]
}

/**
 * What `benchmarks/<suite>/index.ts` exports.
 *
 * @example
 * export const run: BenchSuite['run'] = async ({ quick }) => ({
 *   settings: { rounds: quick ? 1 : 5 },
 *   tables: [{ title: 'Rendering', rows: [{ template: 'plain', 'renders/s': 2_400_000 }] }],
 * })
 */
export type BenchSuite = { run(options: BenchOptions): Promise<BenchReport> }
