import {
  type CheckedProperty,
  findJsonFault,
  PropertyError,
  p,
  parseJson,
  toJsonText,
  type Value,
} from '@countersign/plugin-sdk'

const structure = p.any()

/**
 * The body of a webhook: JSON text in which expressions may stand anywhere, sent exactly as it renders (escapes such as `\n`
 * in a YAML block stay what they are), or a map that is written as JSON.
 *
 * A value with a quote or a line break in it would break such a text, or smuggle other members into it. So when the text is
 * valid JSON as written, and what it renders to is not, or has other members, its members are rendered one by one, which puts
 * the value in whole. (Kestra sends the text in either case.)
 */
export const payloadProperty: CheckedProperty<string | undefined> = {
  schema: { anyOf: [{ type: 'string' }, { type: 'object' }] },
  required: false,
  description: 'The message as the receiver wants it: JSON text, or a map.',
  problems: () => [],
  render(raw, renderer, path) {
    if (raw === undefined || raw === null) return undefined
    if (typeof raw !== 'string') return toJsonText(structure.render(raw, renderer, path) ?? null)
    const rendered = renderer.text(raw)
    if (rendered.trim() === '') return undefined
    const written = parse(raw)
    const isWhole = written === undefined || skeletonOf(rendered) === skeletonOf(raw)
    if (isWhole && parse(rendered) !== undefined) return rendered
    if (written !== undefined) return toJsonText(structure.render(written, renderer, path) ?? null)
    const { line, column, problem } = findJsonFault(rendered)
    throw new PropertyError(
      `Property \`${path}\` is no valid JSON once it is rendered: line ${line}, column ${column}: ${problem}.`,
    )
  },
}

function parse(text: string): Value | undefined {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

/** The text with every JSON text in it emptied: equal skeletons hold the same members. */
function skeletonOf(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"/g, '""')
}
