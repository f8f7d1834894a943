/**
 * Kinds of tokens. Outside of expressions: `text`, and `raw` (the body of a `raw` tag). `print-open` to `tag-close` are the
 * delimiters; `part-open` and `part-close` surround an expression inside of an interpolated string, whose text runs are
 * `string` tokens between `quote` tokens.
 */
export type TokenKind =
  | 'text'
  | 'raw'
  | 'print-open'
  | 'print-close'
  | 'tag-open'
  | 'tag-close'
  | 'name'
  | 'integer'
  | 'decimal'
  | 'string'
  | 'quote'
  | 'part-open'
  | 'part-close'
  | 'operator'
  | 'punctuation'
  | 'end'

/** A piece of a template. `value` is its meaning (a string without quotes and escapes), offsets are those of the source. */
export interface Token {
  readonly kind: TokenKind
  readonly value: string
  readonly start: number
  readonly end: number
}
