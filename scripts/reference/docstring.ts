/** What a documentation comment says, taken apart. */
export interface Docstring {
  readonly description: string
  /** Tags such as `@argument` in the order of the text, each on one line. */
  readonly tags: readonly DocTag[]
}

export interface DocTag {
  readonly tag: string
  readonly text: string
}

/** An exported constant with its comment. */
export interface DocumentedConstant {
  readonly constant: string
  readonly type: string
  readonly docstring: Docstring
  /** The text behind the equals sign. */
  readonly code: string
}

const COMMENTED_CONSTANT = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export const (\w+): (\w+) = /g

/** Every exported constant of a source that has a comment and names its type. */
export function documentedConstants(source: string): readonly DocumentedConstant[] {
  return [...source.matchAll(COMMENTED_CONSTANT)].map((match) => ({
    constant: match[2] ?? '',
    type: match[3] ?? '',
    docstring: readDocstring(match[1] ?? ''),
    code: source.slice(match.index + match[0].length),
  }))
}

/** Reads the inside of a comment: a description, then tags; lines that follow a tag belong to it. */
export function readDocstring(comment: string): Docstring {
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\* ?/, '').trim())
  const tags: { tag: string; text: string }[] = []
  const description: string[] = []
  for (const line of lines) {
    const opening = /^@(\w+)\s*(.*)$/.exec(line)
    const last = tags.at(-1)
    if (opening !== null) tags.push({ tag: opening[1] ?? '', text: opening[2] ?? '' })
    else if (last !== undefined) last.text = `${last.text} ${line}`.trim()
    else description.push(line)
  }
  return { description: description.join(' ').trim(), tags }
}
