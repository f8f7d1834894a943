import { readdirSync, readFileSync } from 'node:fs'
import { type DocumentedConstant, documentedConstants } from './docstring.ts'
import { page, table } from './markdown.ts'

const SOURCES = new URL('../../packages/expression/src/', import.meta.url)

/** A family of things that templates can name: where they are defined, and as which types. */
interface Family {
  readonly title: string
  readonly folder: string
  readonly types: readonly string[]
  readonly intro: string
}

const FAMILIES: readonly Family[] = [
  {
    title: 'Tags',
    folder: 'tags',
    types: ['TagSyntax'],
    intro: 'Written as `{% name … %}`. A dash at the inner side of a delimiter takes the white space next to it away.',
  },
  {
    title: 'Filters',
    folder: 'filters',
    types: ['Filter', 'MissingAwareFilter'],
    intro: 'Written as `value | name` or `value | name(argument)`. Arguments may be named: `name(argument=value)`.',
  },
  {
    title: 'Functions',
    folder: 'functions',
    types: ['TemplateFunction'],
    intro: 'Written as `name(argument)`. Arguments may be named: `name(argument=value)`.',
  },
  {
    title: 'Tests',
    folder: 'tests',
    types: ['TestDefinition'],
    intro: 'Written as `value is name` or `value is not name`.',
  },
]

/** Everything that templates can name, made from the comments beside the code. */
export function expressionsPage(): string {
  const intro =
    'Everything that an expression can name. `{{ … }}` prints a value, `{% … %}` is a tag, `{# … #}` a comment. A variable that does not exist is an error, unless `??`, `default` or `is defined` catches it. Examples show a template and what it renders to. Errors carry the code that is given, the line and the column.'
  const contents = FAMILIES.map((family) => `[${family.title}](#${family.title.toLowerCase()})`).join(' · ')
  return page('Expressions', intro, [contents, ...FAMILIES.map(familySection)].join('\n\n'))
}

function familySection(family: Family): string {
  const entries = documentedIn(family)
    .map((item) => ({ name: nameOf(item), item }))
    .sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1))
  const sections = entries.map(({ name, item }) => entrySection(name, item))
  return [`## ${family.title}`, family.intro, ...sections].join('\n\n')
}

function documentedIn({ folder, types }: Family): readonly DocumentedConstant[] {
  const directory = new URL(`${folder}/`, SOURCES)
  return readdirSync(directory)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => documentedConstants(readFileSync(new URL(file, directory), 'utf8')))
    .filter(({ type }) => types.includes(type))
}

/** The name in a template: what the definition says; tags are named by their constant. */
function nameOf({ type, constant, code }: DocumentedConstant): string {
  if (type === 'TagSyntax') return constant.replace(/Tag$/, '')
  const name = /^\{\s*name: '([^']+)'/.exec(code)?.[1]
  if (name === undefined) throw new Error(`The definition of ${constant} does not start with its name`)
  return name
}

function entrySection(name: string, { docstring }: DocumentedConstant): string {
  const texts = (tag: string): readonly string[] =>
    docstring.tags.filter((item) => item.tag === tag).map(({ text }) => text)
  const syntax = texts('syntax').map((text) => `\`\`\`twig\n${text}\n\`\`\``)
  const args = texts('argument').map((text) => pair(text, ' - '))
  const errors = texts('error').map((text) => pair(text, ' '))
  const results = texts('result').map((text) => `Result: ${text}.`)
  const examples = texts('example').map(exampleBlock)
  return [
    `### \`${name}\``,
    docstring.description,
    ...syntax,
    ...(args.length === 0 ? [] : [table(['Argument', 'Meaning'], args)]),
    ...results,
    ...(errors.length === 0 ? [] : [table(['Error', 'When'], errors)]),
    ...examples,
  ].join('\n\n')
}

/** A name as code, and what is said about it. */
function pair(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator)
  if (at === -1) throw new Error(`The line \`${text}\` of a comment explains nothing`)
  return [`\`${text.slice(0, at).trim()}\``, text.slice(at + separator.length).trim()]
}

/** `template → result`; `\n` in the result stands for a line break. */
function exampleBlock(text: string): string {
  const [template, result] = text.split(' → ')
  if (template === undefined || result === undefined) throw new Error(`The example \`${text}\` says no result`)
  return `\`\`\`twig\n${template}\n\`\`\`\n\n\`\`\`text\n${result.replaceAll('\\n', '\n')}\n\`\`\``
}
