import { type Logger, messageOf } from '@countersign/core'
import type { EffectTask, InlineTask, PollingTriggerCode } from '@countersign/plugin-sdk'
import { checkPlugin } from './check-plugin.ts'
import { findPlugin } from './find-plugin.ts'
import { offerOwnKit } from './offer-own-kit.ts'
import type { PluginReport } from './plugin-report.ts'

type Task = EffectTask | InlineTask

export interface LoadPluginsOptions {
  /** Entries of `plugins` in the configuration, in its order. */
  readonly names: readonly string[]
  /** Where packages are looked for, first the one to install them in. */
  readonly directories: readonly string[]
  /** Types that the server has without plugins. */
  readonly builtin: readonly { readonly type: string; readonly aliases: readonly string[] }[]
  readonly logger: Logger
}

/** What the plugins bring, and what came of each. */
export interface LoadedPlugins {
  readonly tasks: readonly Task[]
  readonly triggers: readonly PollingTriggerCode[]
  readonly reports: readonly PluginReport[]
  /** To be called when the server stops: plugins can load no more of their modules then. */
  close(): void
}

/** How long the modules of a plugin may take until they are there. */
const LOADING_MS = 15_000

/**
 * Loads the plugins one after the other. One that is broken is reported in the log and in its report, and never keeps the
 * server from starting; a type that somebody else brings already is left out and reported too.
 */
export async function loadPlugins(options: LoadPluginsOptions): Promise<LoadedPlugins> {
  const { names, directories, builtin, logger } = options
  const owners = new Map<string, string>()
  for (const { type, aliases } of builtin) for (const name of [type, ...aliases]) owners.set(name, 'the server itself')
  const tasks: Task[] = []
  const triggers: PollingTriggerCode[] = []
  const reports: PluginReport[] = []
  const close = names.length === 0 ? () => {} : offerOwnKit()
  for (const name of new Set(names)) {
    const loaded = await loadOne(name, directories, owners)
    tasks.push(...loaded.tasks)
    triggers.push(...loaded.triggers)
    reports.push(loaded.report)
    const { version, types, triggerTypes, problems } = loaded.report
    const count = types.length + triggerTypes.length
    if (count > 0) logger.info('A plugin was loaded', { plugin: name, version, types: count })
    for (const problem of problems) logger.error('A plugin is broken', { plugin: name, version, problem })
  }
  return { tasks, triggers, reports, close }
}

/** A sentence for a flow with an unknown type, when it may be the type of a plugin that is broken. */
export function explainUnknownType(reports: readonly PluginReport[]): string | undefined {
  const broken = reports.filter(({ problems }) => problems.length > 0)
  if (broken.length === 0) return undefined
  const reasons = broken.map(({ name, problems }) => `\`${name}\`: ${problems.join(' ')}`)
  return `It may be of a plugin that this server could not load. ${reasons.join(' ')}`
}

interface LoadedPlugin {
  readonly tasks: readonly Task[]
  readonly triggers: readonly PollingTriggerCode[]
  readonly report: PluginReport
}

async function loadOne(
  name: string,
  directories: readonly string[],
  owners: Map<string, string>,
): Promise<LoadedPlugin> {
  let version: string | null = null
  try {
    const found = findPlugin(name, directories)
    version = found.version
    const { title, description, tasks, triggers, problems } = checkPlugin(await importDefault(found.url))
    const conflicts: string[] = []
    const isOwn = (one: Task | PollingTriggerCode): boolean => {
      const names = [one.type, ...one.aliases]
      const taken = names.find((type) => owners.has(type))
      if (taken === undefined) for (const type of names) owners.set(type, `plugin \`${name}\``)
      else conflicts.push(`Type ${one.type} is left out: ${owners.get(taken)} brings ${taken} already.`)
      return taken === undefined
    }
    const own = { tasks: tasks.filter(isOwn), triggers: triggers.filter(isOwn) }
    const types = own.tasks.map(({ type }) => type)
    const triggerTypes = own.triggers.map(({ type }) => type)
    const report = { name, version, title, description, types, triggerTypes, problems: [...problems, ...conflicts] }
    return { ...own, report }
  } catch (error) {
    const nothing = { title: null, description: null, types: [], triggerTypes: [] }
    return { tasks: [], triggers: [], report: { name, version, ...nothing, problems: [messageOf(error)] } }
  }
}

async function importDefault(url: string): Promise<unknown> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => reject(new Error(`Its modules were not there after ${LOADING_MS / 1_000} s.`)),
    LOADING_MS,
  )
  try {
    const module: unknown = await Promise.race([import(url), late])
    return typeof module === 'object' && module !== null && 'default' in module ? module.default : undefined
  } finally {
    clearTimeout(timer)
  }
}
