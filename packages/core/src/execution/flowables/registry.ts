import type { Flowable } from './flowable.ts'
import { ifTask } from './if.ts'
import { pause } from './pause.ts'
import { sequential } from './sequential.ts'
import { subflow } from './subflow.ts'

/** The flowables that this engine carries out, by canonical type. */
const FLOWABLES: ReadonlyMap<string, Flowable> = new Map([
  ['io.kestra.plugin.core.flow.Sequential', sequential],
  ['io.kestra.plugin.core.flow.If', ifTask],
  ['io.kestra.plugin.core.flow.Pause', pause],
  ['io.kestra.plugin.core.flow.Subflow', subflow],
])

export function findFlowable(type: string): Flowable | undefined {
  return FLOWABLES.get(type)
}
