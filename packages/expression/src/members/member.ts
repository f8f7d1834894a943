import { Fault } from '../errors/fault.ts'
import type { Run } from '../runtime/run.ts'
import { type Datum, isInteger, isList, isMap, isNumber, type MapDatum } from '../value/datum.ts'
import { LoopState } from '../value/loop-state.ts'
import { mapGet, mapKeys } from '../value/map-access.ts'
import { MapEntry } from '../value/map-entry.ts'
import { callMember } from './call-member.ts'

const INDEX = /^[+-]?\d{1,10}$/

/**
 * `owner[key]` and `owner.key` (expressions.md 2.6): an entry of a map, an element of a list, a property of an entry or of
 * `loop`, else what the method of that name gives without arguments (`list.size`). Undefined when there is none.
 *
 * @throws Fault with `EXPRESSION_TYPE` for a number as the key of a map whose keys are texts
 */
export function member(owner: Exclude<Datum, null>, key: Datum, run: Run): Datum | undefined {
  if (isMap(owner)) return mapMember(owner, key)
  const name = run.text(key)
  if (isList(owner) && INDEX.test(name)) return owner[Number(name)]
  if (owner instanceof MapEntry) return entryMember(owner, name)
  if (owner instanceof LoopState) return owner.get(name)
  return callMember(owner, name, [], run)
}

function mapMember(map: MapDatum, key: Datum): Datum | undefined {
  if (isNumber(key)) {
    const [first] = mapKeys(map)
    if (first !== undefined && !isNumber(first)) {
      const hint = 'Put the key in quotes.'
      throw new Fault('EXPRESSION_TYPE', 'A number cannot be the key of a map whose keys are texts', { hint })
    }
    if (isInteger(key) || first === undefined) return mapGet(map, key)
  }
  return mapGet(map, key)
}

function entryMember(entry: MapEntry, name: string): Datum | undefined {
  if (name === 'key') return entry.key
  return name === 'value' ? entry.value : undefined
}
