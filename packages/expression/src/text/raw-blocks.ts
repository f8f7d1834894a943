const OPEN = /\{%-*\s*raw\s*-*%\}/g
const CLOSE = /\{%-*\s*endraw\s*-*%\}/g

/** A body in raw tags, so that a further rendering leaves it alone. */
export function protectRaw(body: string): string {
  return `{% raw %}${body}{% endraw %}`
}

/** Replaces every raw block of a rendered text by its body; also blocks that came out of a value, as in Kestra. */
export function unwrapRaw(text: string): string {
  if (!text.includes('{%')) return text
  let unwrapped = ''
  let from = 0
  for (;;) {
    OPEN.lastIndex = from
    const open = OPEN.exec(text)
    if (open === null) break
    CLOSE.lastIndex = OPEN.lastIndex
    const close = CLOSE.exec(text)
    if (close === null) break
    unwrapped += text.slice(from, open.index) + text.slice(open.index + open[0].length, close.index)
    from = close.index + close[0].length
  }
  return unwrapped + text.slice(from)
}
