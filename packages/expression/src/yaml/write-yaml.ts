import { Fault } from '../errors/fault.ts'
import type { Budget } from '../runtime/budget.ts'
import { Char } from '../value/char.ts'
import { type Datum, isCollection, isMap } from '../value/datum.ts'
import { toJavaText } from '../value/java-text.ts'
import { LOOP_PROPERTIES, LoopState } from '../value/loop-state.ts'
import { mapEntries } from '../value/map-access.ts'
import { MapEntry } from '../value/map-entry.ts'
import { yamlKey, yamlScalar } from './yaml-scalar.ts'

/** Deepest nesting that is written. */
const MAX_DEPTH = 1000

/**
 * A value as YAML, as Kestra writes it: no `---`, lists indented by one space, a map inside of a list on the line after the dash,
 * quotes only where they are needed, entries of maps that are null left out. Ends with a line break.
 *
 * @throws Fault with `EXPRESSION_LIMIT` for a value that is nested too deep
 */
export function writeYaml(value: Datum, budget: Budget): string {
  // What begins with a line break or a space as a value of something begins without at the top.
  return `${new YamlWriter(budget).node(value, 0, false, 0).slice(1)}\n`
}

class YamlWriter {
  readonly #budget: Budget

  constructor(budget: Budget) {
    this.#budget = budget
  }

  /**
   * A value as it stands after a key, a dash or nothing: blocks begin with a line break. `indent` is the column of its lines;
   * lists that are the value of a key stay at the column of the key.
   */
  node(value: Datum, indent: number, inMap: boolean, depth: number): string {
    this.#budget.step()
    if (depth > MAX_DEPTH) throw new Fault('EXPRESSION_LIMIT', `A value is nested more than ${MAX_DEPTH} deep`)
    const plain = simplified(value)
    if (isCollection(plain)) return this.#list([...plain], inMap ? indent - 2 : indent, depth)
    if (isMap(plain)) return this.#map(mapEntries(plain), indent, depth)
    return this.#scalar(plain, indent)
  }

  #list(items: readonly Datum[], indent: number, depth: number): string {
    if (items.length === 0) return ' []'
    let text = ''
    for (const item of items) {
      text += `\n${' '.repeat(indent)} -${this.node(item, indent + 2, false, depth + 1)}`
      this.#budget.checkText(text.length)
    }
    return text
  }

  #map(entries: readonly (readonly [Datum, Datum])[], indent: number, depth: number): string {
    const written = entries.filter(([, value]) => value !== null)
    if (written.length === 0) return ' {}'
    let text = ''
    for (const [key, value] of written) {
      const name = yamlKey(toJavaText(key, this.#budget))
      text += `\n${' '.repeat(indent)}${name}:${this.node(value, indent + 2, true, depth + 1)}`
      this.#budget.checkText(text.length)
    }
    return text
  }

  #scalar(value: Datum, indent: number): string {
    if (value === null) return ' null'
    return ` ${typeof value === 'string' ? yamlScalar(value, indent) : toJavaText(value, this.#budget)}`
  }
}

/** Characters are texts, entries and loops are maps. */
function simplified(value: Datum): Datum {
  if (value instanceof Char) return value.toString()
  if (value instanceof MapEntry) return new Map([[value.key, value.value]])
  if (value instanceof LoopState) return new Map(LOOP_PROPERTIES.map((name) => [name, value.get(name) ?? null]))
  return value
}
