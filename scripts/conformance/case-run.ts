/** What came out of running recorded cases. */
export type CaseRun = {
  /** Ids of the cases that differ from what was recorded. */
  readonly different: ReadonlySet<string>
  /** Ids of the cases that were run. */
  readonly run: ReadonlySet<string>
}
