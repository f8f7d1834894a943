/** True when a text may hold an expression, so that its value is known only once it is rendered. */
export function mayHoldTemplate(text: string): boolean {
  return text.includes('{{') || text.includes('{%') || text.includes('{#')
}
