/** What came of one entry of `plugins` in the configuration. */
export interface PluginReport {
  /** As the configuration names it. */
  readonly name: string
  /** From its manifest; null when none could be read. */
  readonly version: string | null
  readonly title: string | null
  readonly description: string | null
  /** Types of tasks that flows can use. */
  readonly types: readonly string[]
  /** The same of triggers. */
  readonly triggerTypes: readonly string[]
  /** What is wrong, as sentences for administrators. Without any the plugin is whole. */
  readonly problems: readonly string[]
}
