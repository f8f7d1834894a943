import { foldingTest } from './case-folding.ts'
import { parseCharacterClass } from './character-class.ts'
import { isLineTerminator } from './character-properties.ts'
import { classEscape, literalEscape } from './escapes.ts'
import type { Flags } from './flags.ts'
import { NO_FLAGS, parseFlags } from './flags.ts'
import { PatternReader } from './pattern-reader.ts'
import type { CharacterTest, Greed, RegexNode, RegexTree } from './syntax-tree.ts'

/** Deepest nesting of groups. */
const MAX_DEPTH = 200
/** Greatest number in braces. */
const MAX_COUNT = 100_000

/**
 * Reads a regular expression as Java's `Pattern` does: character classes with unions and intersections, possessive quantifiers,
 * atomic groups, look-around, named groups, inline flags, quotation.
 *
 * @throws Fault with `EXPRESSION_ARGUMENT`
 */
export function parsePattern(source: string): RegexTree {
  return new PatternParser(source).parse()
}

class PatternParser {
  readonly #reader: PatternReader
  readonly #names = new Map<string, number>()
  #groups = 0
  #depth = 0
  #flags: Flags = NO_FLAGS

  constructor(source: string) {
    this.#reader = new PatternReader(source)
  }

  parse(): RegexTree {
    const root = this.#choice()
    if (!this.#reader.atEnd()) throw this.#reader.mistake('a `)` closes nothing')
    return { root, groupCount: this.#groups, names: this.#names }
  }

  /** Alternatives up to a closing bracket. Flags that are set inside end with it. */
  #choice(): RegexNode {
    this.#depth += 1
    if (this.#depth > MAX_DEPTH) throw this.#reader.mistake('groups are nested too deep')
    const outer = this.#flags
    const options = [this.#sequence()]
    while (this.#reader.accept('|')) options.push(this.#sequence())
    this.#flags = outer
    this.#depth -= 1
    const [only] = options
    return options.length === 1 && only !== undefined ? only : { kind: 'choice', options }
  }

  #sequence(): RegexNode {
    const items: RegexNode[] = []
    for (;;) {
      if (this.#flags.comments) this.#reader.skipComments()
      if (this.#reader.atEnd() || this.#reader.is('|') || this.#reader.is(')')) break
      const atom = this.#atom()
      if (atom !== null) items.push(this.#quantified(atom))
    }
    const [only] = items
    if (only === undefined) return { kind: 'empty' }
    return items.length === 1 ? only : { kind: 'sequence', items }
  }

  /** Null for what stands for nothing (flags, an empty quotation). */
  #atom(): RegexNode | null {
    const reader = this.#reader
    if (reader.accept('(')) return this.#group()
    if (reader.accept('[')) return this.#character(parseCharacterClass(reader, this.#flags))
    if (reader.accept('.')) return this.#character(this.#dot())
    if (reader.accept('^')) return this.#assertion(this.#flags.multiline ? 'line-start' : 'input-start')
    if (reader.accept('$')) return this.#assertion(this.#flags.multiline ? 'line-end' : 'last-line-end')
    if (reader.accept('\\')) return this.#escape()
    if (reader.is('*') || reader.is('+') || reader.is('?')) throw reader.mistake('a quantifier has nothing to repeat')
    // Java repeats nothing then, and takes other braces for mistakes.
    if (reader.isCount()) return { kind: 'empty' }
    if (reader.is('{')) throw reader.mistake('a `{` has nothing to repeat; write `\\{` for the sign itself')
    return this.#literal(reader.next())
  }

  #dot(): CharacterTest {
    if (this.#flags.dotAll) return () => true
    return this.#flags.unixLines ? (code) => code !== 0x0a : (code) => !isLineTerminator(code)
  }

  #literal(character: string): RegexNode {
    const code = character.codePointAt(0) ?? 0
    if (!this.#flags.ignoreCase) return { kind: 'character', test: (other) => other === code, literal: character }
    return { kind: 'character', test: foldingTest((other) => other === code, this.#flags), literal: null }
  }

  #character(test: CharacterTest): RegexNode {
    return { kind: 'character', test, literal: null }
  }

  #assertion(assertion: Extract<RegexNode, { kind: 'assertion' }>['assertion']): RegexNode {
    return { kind: 'assertion', assertion, flags: this.#flags }
  }

  #escape(): RegexNode | null {
    const reader = this.#reader
    const letter = reader.peek()
    switch (letter) {
      case '':
        throw reader.mistake('a backslash stands at the end')
      case 'Q':
        return this.#quotation()
      case 'A':
        reader.next()
        return this.#assertion('input-start')
      case 'Z':
        reader.next()
        return this.#assertion('last-line-end')
      case 'z':
        reader.next()
        return this.#assertion('input-end')
      case 'G':
        reader.next()
        return this.#assertion('search-start')
      case 'b':
        reader.next()
        return this.#assertion('word')
      case 'B':
        reader.next()
        return this.#assertion('no-word')
      case 'R':
        reader.next()
        return lineBreak()
      case 'k':
        return this.#namedReference()
    }
    if (letter >= '1' && letter <= '9') return this.#numberedReference()
    const test = classEscape(reader, this.#flags)
    if (test !== null) return this.#character(test)
    return this.#literal(literalEscape(reader))
  }

  #quotation(): RegexNode | null {
    const items = [...this.#reader.quotation()].map((character) => this.#literal(character))
    const last = items.pop()
    if (last === undefined) return null
    // A quantifier after the quotation repeats its last character alone.
    return items.length === 0 ? last : { kind: 'sequence', items: [...items, this.#quantified(last)] }
  }

  #numberedReference(): RegexNode {
    const reader = this.#reader
    let group = Number(reader.next())
    while (/^[0-9]$/.test(reader.peek()) && group * 10 + Number(reader.peek()) <= this.#groups) {
      group = group * 10 + Number(reader.next())
    }
    return { kind: 'reference', group, flags: this.#flags }
  }

  #namedReference(): RegexNode {
    const reader = this.#reader
    reader.next()
    reader.expect('<')
    const name = reader.until('>')
    const group = this.#names.get(name)
    if (group === undefined) throw reader.mistake(`there is no group \`${name}\` before this`)
    return { kind: 'reference', group, flags: this.#flags }
  }

  #group(): RegexNode | null {
    const reader = this.#reader
    if (!reader.accept('?')) return this.#capture(null)
    if (reader.accept(':')) return this.#closed()
    if (reader.accept('>')) return { kind: 'atomic', body: this.#closed() }
    if (reader.accept('=')) return this.#look(true, false)
    if (reader.accept('!')) return this.#look(true, true)
    if (reader.accept('<')) {
      if (reader.accept('=')) return this.#look(false, false)
      if (reader.accept('!')) return this.#look(false, true)
      return this.#capture(reader.until('>'))
    }
    return this.#flagGroup()
  }

  #capture(name: string | null): RegexNode {
    this.#groups += 1
    const index = this.#groups
    if (name !== null) {
      if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name)) throw this.#reader.mistake(`\`${name}\` cannot be the name of a group`)
      if (this.#names.has(name)) throw this.#reader.mistake(`two groups are named \`${name}\``)
      this.#names.set(name, index)
    }
    return { kind: 'group', index, body: this.#closed() }
  }

  #look(ahead: boolean, negated: boolean): RegexNode {
    return { kind: 'look', ahead, negated, body: this.#closed() }
  }

  #closed(): RegexNode {
    const body = this.#choice()
    if (!this.#reader.accept(')')) throw this.#reader.mistake('a group is not closed')
    return body
  }

  /** `(?i)` sets flags up to the end of the group around it, `(?i:…)` for its own body. */
  #flagGroup(): RegexNode | null {
    const flags = parseFlags(this.#reader, this.#flags)
    if (this.#reader.accept(')')) {
      this.#flags = flags
      return null
    }
    this.#reader.expect(':')
    const outer = this.#flags
    this.#flags = flags
    const body = this.#closed()
    this.#flags = outer
    return body
  }

  #quantified(atom: RegexNode): RegexNode {
    if (this.#flags.comments) this.#reader.skipComments()
    const range = this.#range()
    return range === null ? atom : { kind: 'repeat', body: atom, ...range, greed: this.#greed() }
  }

  #range(): { readonly min: number; readonly max: number } | null {
    const reader = this.#reader
    if (reader.accept('*')) return { min: 0, max: Number.POSITIVE_INFINITY }
    if (reader.accept('+')) return { min: 1, max: Number.POSITIVE_INFINITY }
    if (reader.accept('?')) return { min: 0, max: 1 }
    if (!reader.accept('{')) return null
    const min = this.#count()
    let max = min
    if (reader.accept(',')) max = reader.is('}') ? Number.POSITIVE_INFINITY : this.#count()
    reader.expect('}')
    if (max < min) throw reader.mistake('the smaller number must stand first')
    return { min, max }
  }

  #count(): number {
    let digits = ''
    while (/^[0-9]$/.test(this.#reader.peek())) digits += this.#reader.next()
    if (digits === '' || Number(digits) > MAX_COUNT)
      throw this.#reader.mistake('a number of repetitions is missing or too great')
    return Number(digits)
  }

  #greed(): Greed {
    if (this.#reader.accept('?')) return 'lazy'
    return this.#reader.accept('+') ? 'possessive' : 'greedy'
  }
}

/** `\R`: a carriage return with its line feed, or any single vertical space. */
function lineBreak(): RegexNode {
  const one = (character: string): RegexNode => ({
    kind: 'character',
    test: (code) => code === character.charCodeAt(0),
    literal: character,
  })
  const single: RegexNode = {
    kind: 'character',
    test: (code) => isLineTerminator(code) || code === 0x0b || code === 0x0c,
    literal: null,
  }
  return { kind: 'choice', options: [{ kind: 'sequence', items: [one('\r'), one('\n')] }, single] }
}
