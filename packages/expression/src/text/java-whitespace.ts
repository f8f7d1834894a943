/**
 * What Java's `Character.isWhitespace` accepts: like JavaScript's white space, but without the three no-break spaces and with
 * the four separators U+001C to U+001F.
 */
export function isJavaWhitespace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x1c && code <= 0x1f)
  if (code < 0x1680) return false
  return (
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a && code !== 0x2007) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x205f ||
    code === 0x3000
  )
}

/** `text` without white space at its start, as Java sees it. */
export function stripStart(text: string): string {
  let start = 0
  while (start < text.length && isJavaWhitespace(text.charCodeAt(start))) start += 1
  return text.slice(start)
}

/** `text` without white space at its end, as Java sees it. */
export function stripEnd(text: string): string {
  let end = text.length
  while (end > 0 && isJavaWhitespace(text.charCodeAt(end - 1))) end -= 1
  return text.slice(0, end)
}
