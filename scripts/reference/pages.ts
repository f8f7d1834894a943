import {
  CONDITION_TYPES,
  DIAGNOSTIC_CODES,
  ERROR_CODES,
  FLOWABLE_TYPES,
  INPUT_TYPES,
  POLLING_PROPERTIES,
  type PropertyShape,
  type TaskTypeInfo,
  TRIGGER_TYPES,
} from '@countersign/core'
import { builtinTasks, builtinTriggers } from '@countersign/plugins'
import { listSettings } from 'countersign'
import { branchRows } from './branch-rows.ts'
import { expressionsPage } from './expressions-page.ts'
import { page, table } from './markdown.ts'
import { examplesByType } from './type-examples.ts'

/** The pages of `docs/reference` that are made from the code, by file name. A test fails when one is stale. */
export function referencePages(): Readonly<Record<string, string>> {
  return {
    'settings.md': settingsPage(),
    'errors.md': errorsPage(),
    'diagnostics.md': diagnosticsPage(),
    'tasks.md': tasksPage(),
    'triggers.md': triggersPage(),
    'expressions.md': expressionsPage(),
  }
}

function settingsPage(): string {
  const rows = listSettings().map(({ path, variable, description, fallback }) => [
    `\`${path}\``,
    `\`${variable}\``,
    fallback === undefined ? '' : `\`${JSON.stringify(fallback)}\``,
    description,
  ])
  const intro =
    'Sources, later ones win: these defaults, the YAML file of `serve --config FILE`, environment variables, flags of `countersign serve`. Unknown keys are errors. `countersign config print` shows every value and where it came from.'
  return page('Settings', intro, table(['Setting', 'Variable', 'Default', 'Meaning'], rows))
}

function errorsPage(): string {
  const rows = Object.entries(ERROR_CODES).map(([code, { category, meaning }]) => [`\`${code}\``, category, meaning])
  const intro =
    'Every refusal carries one of these codes, which never change, beside a message that says what happened, where and what to do. On the REST API they stand in `code`; wrong fields in `fields`, each with `field`, `code` and `message`.'
  return page('Error codes', intro, table(['Code', 'Category', 'Meaning'], rows))
}

function diagnosticsPage(): string {
  const rows = Object.entries(DIAGNOSTIC_CODES).map(([code, meaning]) => [`\`${code}\``, meaning])
  const intro =
    'What `flow validate`, the editor and the API say about a flow. Every problem is reported at once, with line and column.'
  return page('Diagnostics of flows', intro, table(['Code', 'Meaning'], rows))
}

function tasksPage(): string {
  const tasks: readonly TaskTypeInfo[] = [...FLOWABLE_TYPES, ...builtinTasks].filter(
    (task: TaskTypeInfo) => task.internal !== true,
  )
  const examples = examplesByType()
  const sections = inOrder(tasks).map((task) => typeSection(task, examples))
  const intro = `Task types that this version brings. Every task also has \`id\`, \`type\`, \`description\`, \`disabled\`, \`runIf\`, \`timeout\`, \`retry\`, \`allowFailure\`, \`allowWarning\` and \`logLevel\`; \`version\`, \`taskCache\`, \`assets\` and \`logToFile\` are kept and not acted on, which a warning says. Inputs may be of the types ${INPUT_TYPES.map((type) => `\`${type}\``).join(', ')}.`
  return page('Task types', intro, sections.join('\n\n'))
}

/** What a reference page says of a type of task, trigger or condition. */
interface DocumentedType {
  readonly type: string
  readonly aliases: readonly string[]
  readonly title: string
  readonly description: string
  readonly properties: PropertyShape
  /** Lists of tasks that it holds. */
  readonly branches?: readonly string[]
}

type Examples = ReturnType<typeof examplesByType>

/** Every trigger has these; its own section leaves them out. */
const { conditions: _conditions, interval: _interval, ...COMMON } = POLLING_PROPERTIES

const NOT_ACTED_ON =
  '`logLevel`, `minLogLevel`, `logToFile` and `version` are kept and not acted on, which a warning says. `stopAfter` and `allowConcurrent` act on triggers that are looked at by time; Webhook and Flow triggers take them and do not act on them.'

function triggersPage(): string {
  const examples = examplesByType()
  const common = Object.entries(COMMON).map(([name, { description }]) => [`\`${name}\``, description])
  const triggers = inOrder([...TRIGGER_TYPES, ...builtinTriggers]).map((type) => {
    const own = Object.entries(type.properties).filter(([name]) => !Object.hasOwn(COMMON, name))
    return typeSection({ ...type, properties: Object.fromEntries(own) }, examples)
  })
  const conditions = inOrder([...CONDITION_TYPES]).map((type) => typeSection(type, examples))
  const intro =
    'Types of triggers that this version brings, and of the conditions that they may have. How they work together: [Start by time, by call, by other flows](../guides/triggers.md).'
  const body = [
    `## Every trigger\n\nEvery trigger has \`id\`, \`type\` and \`disabled\`, and may have:\n\n${table(['Property', 'Meaning'], common)}\n\n${NOT_ACTED_ON}`,
    '# Triggers',
    ...triggers,
    '# Conditions',
    ...conditions,
  ]
  return page('Triggers and conditions', intro, body.join('\n\n'))
}

function inOrder<T extends DocumentedType>(types: readonly T[]): readonly T[] {
  return [...types].sort((a, b) => (a.type < b.type ? -1 : 1))
}

function typeSection(task: DocumentedType, examples: Examples): string {
  const properties = Object.entries(task.properties).map(([name, property]) => [
    `\`${name}\``,
    property.required ? 'yes' : '',
    property.description,
  ])
  const rows = [...properties, ...branchRows(task)]
  const shown = (examples.get(task.type) ?? []).map((text) => `\`\`\`yaml\n${text}\`\`\``)
  return [
    `## \`${task.type}\``,
    `${task.title}. ${task.description}`,
    ...(task.aliases.length === 0 ? [] : [`Also known as ${task.aliases.map((alias) => `\`${alias}\``).join(', ')}.`]),
    ...(rows.length === 0 ? [] : [table(['Property', 'Required', 'Meaning'], rows)]),
    ...shown,
  ].join('\n\n')
}
