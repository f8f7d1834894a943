const FALSE_TEXTS: ReadonlySet<string> = new Set(['', '0', '-0', 'false'])

/** Whether the rendered text of a condition counts as true (observed/expressions.md "Truth of conditions"). */
export function isTrue(text: string): boolean {
  return !FALSE_TEXTS.has(text.trim())
}
