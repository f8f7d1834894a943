import type { Value, ValueMap } from '../json/value.ts'
import { isMap } from '../task/properties/value-text.ts'

/** A map under construction. Without a prototype no name can reach anything but own members. */
type OpenMap = Record<string, Value>

/** Values by dotted id as nested maps, and the ids that found no place because another value stands in their way. */
export interface NestedValues {
  readonly values: ValueMap
  readonly conflicts: readonly string[]
}

/** Expands ids: `nested.more.int` becomes `{ nested: { more: { int } } }` (engine.md 2.3 step 8). */
export function nestValues(entries: Iterable<readonly [string, Value]>): NestedValues {
  const root: OpenMap = {}
  const opened = new Set<Value>([root])
  const conflicts: string[] = []
  for (const [id, value] of entries) {
    if (!place(root, opened, id.split('.'), value)) conflicts.push(id)
  }
  return { values: root, conflicts }
}

function place(root: OpenMap, opened: Set<Value>, steps: readonly string[], value: Value): boolean {
  let map = root
  for (const step of steps.slice(0, -1)) {
    const next = Object.hasOwn(map, step) ? map[step] : undefined
    if (next === undefined) {
      const created: OpenMap = {}
      opened.add(created)
      setOwn(map, step, created)
      map = created
    } else if (isOpen(opened, next)) {
      map = next
    } else {
      return false
    }
  }
  const name = steps.at(-1) ?? ''
  if (Object.hasOwn(map, name)) return false
  setOwn(map, name, value)
  return true
}

/** Only maps made here may be added to: a JSON input that happens to be a map is a value of its own. */
function isOpen(opened: Set<Value>, value: Value): value is OpenMap {
  return isMap(value) && opened.has(value)
}

function setOwn(map: OpenMap, name: string, value: Value): void {
  Object.defineProperty(map, name, { value, enumerable: true, configurable: true, writable: true })
}
