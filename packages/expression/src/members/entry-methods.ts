import type { MapEntry } from '../value/map-entry.ts'
import type { Method, Methods } from './call-member.ts'

/** Methods of the entries of a map by their lower-case names. */
export const ENTRY_METHODS: Methods<MapEntry> = new Map<string, Method<MapEntry>>([
  ['getkey', { parameters: [0], apply: (entry) => entry.key }],
  ['getvalue', { parameters: [0], apply: (entry) => entry.value }],
  ['tostring', { parameters: [0], apply: (entry, _, run) => run.text(entry) }],
])
