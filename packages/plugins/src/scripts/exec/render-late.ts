import {
  isList,
  isMap,
  PropertyError,
  parseJson,
  putInputFiles,
  type TaskContext,
  toText,
  type Value,
  type ValueMap,
} from '@countersign/plugin-sdk'

/** Renders a list of texts, or a text that is one: an expression that gives a list, or JSON of one. */
export async function renderTexts(
  context: TaskContext,
  written: Value | undefined,
  variables: ValueMap,
  name: string,
): Promise<readonly string[]> {
  if (written === undefined || written === null) return []
  const rendered = readJson(await context.render(written, variables))
  if (isList(rendered)) return rendered.map(toText)
  if (isMap(rendered)) throw new PropertyError(`Property \`${name}\` is a map; write a list of commands.`)
  return [toText(rendered)]
}

/** Renders a map of texts, or a text that is one. Members that render to nothing are left out. */
export async function renderMap(
  context: TaskContext,
  written: Value | undefined,
  variables: ValueMap,
  name: string,
): Promise<Readonly<Record<string, string>>> {
  if (written === undefined || written === null) return {}
  const rendered = readJson(await context.render(written, variables))
  if (rendered === null || rendered === '') return {}
  if (!isMap(rendered)) throw new PropertyError(`Property \`${name}\` is no map; write names and values.`)
  return Object.fromEntries(
    Object.entries(rendered).flatMap(([key, value]) => (value === null ? [] : [[key, toText(value)]])),
  )
}

/** What came out of an expression as text may be JSON of a list or map. */
function readJson(rendered: Value): Value {
  if (typeof rendered !== 'string' || !/^\s*[[{]/.test(rendered)) return rendered
  try {
    return parseJson(rendered)
  } catch {
    return rendered
  }
}

const STORED_FILE = /kestra:\/\/[-a-zA-Z0-9%._+~#=/]*/g

/** Writes the stored files that commands name into the directory, and puts their paths in the place of their URIs. */
export async function fetchStoredFiles(
  context: TaskContext,
  commands: readonly string[],
  inside: string,
): Promise<readonly string[]> {
  const uris = [...new Set(commands.flatMap((command) => command.match(STORED_FILE) ?? []))]
  if (uris.length === 0) return commands
  const names = new Map(uris.map((uri, index) => [uri, `stored/${index + 1}/${uri.slice(uri.lastIndexOf('/') + 1)}`]))
  await putInputFiles(context, Object.fromEntries([...names].map(([uri, name]) => [name, uri])))
  return commands.map((command) => command.replaceAll(STORED_FILE, (uri) => `${inside}/${names.get(uri) ?? uri}`))
}
