import type { MapReader } from './document/map-reader.ts'
import type { Findings } from './findings.ts'

const FLOW = 'io.kestra.plugin.core.flow'

/** Task types that work, and that Kestra itself calls old; with what to write in their place. */
const OLD_TYPES: ReadonlyMap<string, string> = new Map([
  [`${FLOW}.EachSequential`, `Write \`${FLOW}.ForEach\`.`],
  [`${FLOW}.EachParallel`, `Write \`${FLOW}.ForEach\` with \`concurrencyLimit: 0\`.`],
  ['io.kestra.plugin.core.debug.Echo', 'Write `io.kestra.plugin.core.log.Log`.'],
])

/** Properties of task types that work, and that Kestra itself calls old. */
const OLD_PROPERTIES: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  [
    `${FLOW}.Pause`,
    new Map([
      ['delay', 'Write `pauseDuration`.'],
      ['tasks', 'Put these tasks behind the gate.'],
    ]),
  ],
  [`${FLOW}.Subflow`, new Map([['outputs', 'Declare `outputs` in the flow that is run.']])],
])

/** Says of a task what in it is old (observed/api.md C24: `deprecationPaths`). Nothing of it is refused. */
export function reportDeprecations(type: string, reader: MapReader, findings: Findings): void {
  const instead = OLD_TYPES.get(type)
  if (instead !== undefined) {
    findings.warning('TASK_TYPE_DEPRECATED', reader.placeOf('type'), `\`${type}\` is old; it still works.`, instead)
  }
  for (const [name, hint] of OLD_PROPERTIES.get(type) ?? []) {
    if (!reader.has(name)) continue
    findings.warning('PROPERTY_DEPRECATED', reader.placeOf(name), `\`${name}\` is old; it still works.`, hint)
  }
}
