import { type CheckedProperty, p } from '@countersign/plugin-sdk'

/** One condition: as written, for the message, and as rendered, for the verdict. */
export interface RenderedCondition {
  readonly written: string
  readonly text: string
}

const texts = p.list(p.string()).mandatory()

/** A list of conditions that remembers how each was written. */
export const conditionsProperty: CheckedProperty<readonly RenderedCondition[]> = {
  schema: texts.schema,
  required: true,
  description: 'Conditions that must all hold.',
  problems: texts.problems,
  render(raw, renderer, path) {
    const rendered = texts.render(raw, renderer, path)
    return rendered.map((text, index) => ({ written: Array.isArray(raw) ? String(raw[index]) : text, text }))
  },
}
