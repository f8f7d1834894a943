import type { MapReader } from './document/map-reader.ts'
import type { Findings } from './findings.ts'

/** Reports members that are stored and do nothing, where they are there. */
export function warnNotRunYet(names: readonly string[], reader: MapReader, findings: Findings): void {
  for (const name of names.filter((one) => reader.has(one))) {
    const message = `\`${name}\` is stored, but this version of the engine does not act on it.`
    findings.warning('FLOW_NOT_RUN_YET', reader.placeOf(name), message)
  }
}
