import { PropertyError, type Value, type ValueMap } from '@countersign/plugin-sdk'

/** What a text of SQL is made of, as far as it matters here: what is quoted, `::`, names with a colon, semicolons. */
const TOKEN =
  /((?<![\w$])[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|(?<![\w$])(\$(?:[A-Za-z_]\w*)?\$)[\s\S]*?\2)|(::)|:([A-Za-z_]\w*)|(;)/g

/** A statement with its parameters in the order of their marks. */
export interface BoundStatement {
  readonly text: string
  readonly values: readonly Value[]
}

/** The statements of a text, without their semicolons. Those within quotes, comments and dollar quotes are none of ours. */
export function splitStatements(sql: string): readonly string[] {
  const statements: string[] = []
  let start = 0
  for (const match of sql.matchAll(TOKEN)) {
    if (match[5] === undefined) continue
    statements.push(sql.slice(start, match.index))
    start = match.index + 1
  }
  return [...statements, sql.slice(start)].filter(saysSomething).map((statement) => statement.trim())
}

function saysSomething(statement: string): boolean {
  return statement.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, '').trim() !== ''
}

/**
 * Puts marks in the place of `:name`. A value never becomes part of the text, so nothing in it can change the statement.
 * @throws PropertyError for a name that `parameters` does not have
 */
export function bindParameters(
  sql: string,
  parameters: ValueMap,
  markOf: (position: number) => string,
): BoundStatement {
  const values: Value[] = []
  const positions = new Map<string, number>()
  const text = sql.replaceAll(TOKEN, (token: string, _quoted, _tag, _cast, name: string | undefined) => {
    if (name === undefined) return token
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined
    if (value === undefined) throw new PropertyError(`Property \`parameters\` has no \`${name}\`, which the SQL names.`)
    const known = positions.get(name)
    if (known !== undefined) return markOf(known)
    values.push(value)
    positions.set(name, values.length)
    return markOf(values.length)
  })
  return { text, values }
}
