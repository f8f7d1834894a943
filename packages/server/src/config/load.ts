import { readFileSync } from 'node:fs'
import { AppError, type FieldError, nearestName } from '@countersign/core'
import { parse } from 'yaml'
import { type Config, configSchema } from './schema.ts'
import { listSettings, type Setting } from './settings.ts'

/** Where the value of a setting came from. */
export type Source = 'default' | 'file' | 'environment' | 'flag'

export interface LoadedConfig {
  readonly config: Config
  /** By path of the setting. */
  readonly sources: ReadonlyMap<string, Source>
}

interface ConfigInput {
  readonly file?: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Flags by path of the setting; undefined ones were not given. */
  readonly flags: Readonly<Record<string, unknown>>
}

type Tree = { [key: string]: unknown }

/**
 * Resolves the settings once, from all sources. All problems are listed at once.
 * @throws AppError CONFIG_INVALID
 */
export function loadConfig(input: ConfigInput): LoadedConfig {
  const settings = listSettings()
  const sources = new Map<string, Source>(settings.map((setting) => [setting.path, 'default']))
  const problems: FieldError[] = []
  const tree: Tree = input.file === undefined ? {} : readFile(input.file)
  for (const setting of settings) if (valueAt(tree, setting.path) !== undefined) sources.set(setting.path, 'file')
  problems.push(...applyEnvironment(tree, settings, input.environment, sources))
  for (const [path, value] of Object.entries(input.flags)) {
    if (value === undefined) continue
    setAt(tree, path, value)
    sources.set(path, 'flag')
  }
  const parsed = configSchema.safeParse(tree)
  if (!parsed.success) problems.push(...parsed.error.issues.map((issue) => problemOf(issue, settings, sources)))
  if (problems.length > 0 || !parsed.success) {
    const lines = problems.map((problem) => `  ${problem.field}: ${problem.message}`)
    throw new AppError('CONFIG_INVALID', `The configuration has ${problems.length} problem(s):\n${lines.join('\n')}`, {
      fields: problems,
    })
  }
  return { config: Object.freeze(parsed.data), sources }
}

/** The settings as lines, secrets masked: what `config print` shows. */
export function describeConfig({ config, sources }: LoadedConfig): readonly string[] {
  return listSettings().map(({ path, secret }) => {
    const value = valueAt(config, path)
    const shown = value === undefined ? '(not set)' : secret ? '******' : JSON.stringify(value)
    return `${path} = ${shown}  (${sources.get(path)})`
  })
}

function readFile(file: string): Tree {
  let document: unknown
  try {
    document = parse(readFileSync(file, 'utf8'))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('CONFIG_INVALID', `The configuration file ${file} cannot be read: ${reason}`, { cause: error })
  }
  if (document === null || document === undefined) return {}
  if (!isTree(document))
    throw new AppError('CONFIG_INVALID', `The configuration file ${file} must hold a map of settings`)
  return document
}

function applyEnvironment(
  tree: Tree,
  settings: readonly Setting[],
  environment: ConfigInput['environment'],
  sources: Map<string, Source>,
): FieldError[] {
  const problems: FieldError[] = []
  const byVariable = new Map(settings.map((setting) => [setting.variable, setting]))
  for (const [variable, value] of Object.entries(environment)) {
    if (value === undefined || !variable.startsWith('COUNTERSIGN_') || isForOthers(variable)) continue
    const setting = byVariable.get(variable)
    if (setting === undefined) {
      const near = nearestName(variable, [...byVariable.keys()])
      problems.push({
        field: variable,
        code: 'unknown',
        message: `no such setting${near === null ? '' : `; did you mean ${near}?`}`,
      })
      continue
    }
    setAt(tree, setting.path, value)
    sources.set(setting.path, 'environment')
  }
  return problems
}

/** Variables that the command line's client and the tests read; they are no settings of a server. */
function isForOthers(variable: string): boolean {
  return (
    variable.startsWith('COUNTERSIGN_TEST_') ||
    ['COUNTERSIGN_TOKEN', 'COUNTERSIGN_USER', 'COUNTERSIGN_TENANT'].includes(variable)
  )
}

function problemOf(
  issue: {
    readonly path: readonly PropertyKey[]
    readonly message: string
    readonly code: string
    readonly keys?: readonly string[]
  },
  settings: readonly Setting[],
  sources: ReadonlyMap<string, Source>,
): FieldError {
  const path = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') {
    const unknown = (issue.keys ?? []).map((key) => (path === '' ? key : `${path}.${key}`))
    const near = nearestName(
      unknown[0] ?? '',
      settings.map((setting) => setting.path),
    )
    return {
      field: unknown.join(', '),
      code: 'unknown',
      message: `no such setting${near === null ? '' : `; did you mean ${near}?`}`,
    }
  }
  const from = sources.get(path)
  const named = from === 'environment' ? (settings.find((setting) => setting.path === path)?.variable ?? path) : path
  return { field: named, code: issue.code, message: issue.message }
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function valueAt(tree: Tree, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((node, key) => (isTree(node) && Object.hasOwn(node, key) ? node[key] : undefined), tree)
}

function setAt(tree: Tree, path: string, value: unknown): void {
  const keys = path.split('.')
  const last = keys.pop()
  let node = tree
  for (const key of keys) {
    const child = node[key]
    const next: Tree = isTree(child) ? child : {}
    node[key] = next
    node = next
  }
  if (last !== undefined) node[last] = value
}
