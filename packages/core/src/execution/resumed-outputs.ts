import type { Settlement } from '../approval/request.ts'
import type { ValueMap } from '../json/value.ts'
import { localDateTime } from './local-date-time.ts'
import type { State } from './state.ts'

/**
 * Kestra's outputs of a Pause that waits no more (observed: pa-*). `by` names the person who answered, which Kestra's open
 * edition leaves out; nobody is named when the system did. A door without a form gives no `onResume`.
 */
export function resumedOutputs({ by, at, inputs }: Settlement, to: State): ValueMap {
  const resumed: ValueMap = { on: localDateTime(at), ...(by.kind === 'system' ? {} : { by: by.name }), to }
  return inputs === null ? { resumed } : { resumed, onResume: inputs }
}
