import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createExpressionEngine } from './engine/create-expression-engine.ts'
import type { RenderContext, RootScope } from './engine/expression-engine.ts'
import { FILTERS } from './filters/registry.ts'
import { FUNCTIONS } from './functions/registry.ts'
import type { HostAnswer } from './host/host.ts'
import { TAGS } from './tags/registry.ts'
import { TESTS } from './tests/registry.ts'
import type { Value } from './value/value.ts'

/** What an `@example` says: a template and the text that it renders to, in which `\n` is a line break. */
interface Example {
  readonly file: string
  readonly template: string
  readonly result: string
}

const FAMILIES = ['filters', 'functions', 'tests', 'tags']

/** The comments of all definitions, by file. */
const COMMENTS: ReadonlyMap<string, string> = new Map(
  FAMILIES.flatMap((family) =>
    readdirSync(new URL(`${family}/`, import.meta.url))
      .filter((name) => !name.endsWith('.test.ts'))
      .map((name): [string, string] => {
        const file = `${family}/${name}`
        return [file, readFileSync(new URL(file, import.meta.url), 'utf8')]
      }),
  ),
)

const EXAMPLES: readonly Example[] = [...COMMENTS].flatMap(([file, source]) =>
  [...source.matchAll(/^ \* @example (.*)$/gm)].map((match) => {
    const [template = '', result] = (match[1] ?? '').split(' → ')
    if (result === undefined) throw new Error(`The example \`${template}\` in ${file} says no result`)
    return { file, template, result: result.replaceAll('\\n', '\n') }
  }),
)

/** What the host answers, by the kind of its question. */
const ANSWERS: Readonly<Record<string, Value>> = {
  secret: 's3cret',
  kv: { city: 'Graz' },
  read: 'text of the file',
  fileSize: 16,
  fileExists: true,
  isFileEmpty: false,
  http: { status: 'ok' },
  errorLogs: [{ taskId: 'fails', level: 'ERROR', message: 'no' }],
  appLink: 'https://example.com/apps/1',
  credential: 'token',
  subflow: { value: 42 },
  publicHoliday: true,
}

const CONTEXT: RenderContext = {
  host: {
    answer({ kind }): HostAnswer {
      const value = ANSWERS[kind]
      return value === undefined ? { ok: false, message: `\`${kind}\` has no answer` } : { ok: true, value }
    },
  },
  now: () => Date.UTC(2024, 0, 2, 3, 4, 5),
  random: () => 0.5,
  uuid: () => '018cc7f4-0000-7000-8000-000000000001',
}

/** Where the examples stand: in the second round of a loop, below an `If`. */
const SCOPE: RootScope = {
  flow: { id: 'hello', namespace: 'company.team' },
  envs: { region: 'eu' },
  task: { id: 'second' },
  taskrun: { value: 'b', iteration: 1 },
  parents: [{ outputs: { evaluationResult: true } }],
  parent: { outputs: { evaluationResult: true } },
  outputs: { first: { a: { value: 'of a' }, b: { value: 'of b' } } },
  tasks: { fetch: { state: 'FAILED' } },
}

/** The names that a template can use, without the older names of the same thing. */
function registeredNames(): readonly string[] {
  const defined = [...FILTERS.values(), ...FUNCTIONS.values(), ...TESTS.values()]
  return [...new Set([...defined.map(({ name }) => name), ...TAGS.keys()])].sort()
}

/** The names in the definitions that have a comment. */
function documentedNames(): readonly string[] {
  const commented =
    /\*\/\nexport const (\w+): (?:Filter|MissingAwareFilter|TemplateFunction|TestDefinition|TagSyntax) = (?:\{\s*name: '([^']+)')?/
  const names = [...COMMENTS.values()].flatMap((source) => {
    const match = commented.exec(source)
    return match === null ? [] : [match[2] ?? (match[1] ?? '').replace(/Tag$/, '')]
  })
  return [...new Set(names)].sort()
}

describe('the comments of filters, functions, tests and tags', () => {
  const engine = createExpressionEngine()

  it.each(EXAMPLES)('$file: $template gives what it says', ({ template, result }) => {
    expect(engine.render(template, SCOPE, CONTEXT)).toBe(result)
  })

  it('exist for everything that a template can name', () => {
    expect(documentedNames()).toEqual(registeredNames())
  })

  it('have an example for everything that can be used', () => {
    const definition = /: (?:Filter|MissingAwareFilter|TestDefinition|TagSyntax|TemplateFunction) = /
    const without = [...COMMENTS].filter(([, source]) => definition.test(source) && !source.includes('* @example '))
    // `parent()` is an error in every template.
    expect(without.map(([file]) => file)).toEqual(['functions/parent.ts'])
  })
})
