/** The ETag of a request at a version, such as `"3"`. */
export function approvalETag(version: number): string {
  return `"${version}"`
}

/**
 * Reads an `If-Match` header: the version that the caller saw, `any` for `*`, and null for what is neither (a weak or
 * foreign tag never matches, RFC 9110 13.1.1).
 */
export function parseIfMatch(header: string): number | 'any' | null {
  const text = header.trim()
  if (text === '*') return 'any'
  const match = /^"(\d{1,15})"$/.exec(text)
  return match?.[1] === undefined ? null : Number(match[1])
}
