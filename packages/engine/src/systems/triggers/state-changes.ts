import {
  type Execution,
  type Ids,
  isTerminated,
  mayConcern,
  type State,
  type TriggerEvent,
  type Write,
} from '@countersign/core'
import type { TriggerLibrary } from './trigger-library.ts'

/**
 * Writes events for triggers into the very commit in which the state of an execution changes. Nothing is written when no
 * trigger can have to do with it, so that executions that nobody follows cost nothing more.
 */
export type StateChanges = (before: Execution, after: Execution) => readonly Write[]

interface StateChangesOptions {
  readonly library: Pick<TriggerLibrary, 'listeners' | 'locks'>
  readonly ids: Ids
}

export function createStateChanges({ library, ids }: StateChangesOptions): StateChanges {
  return (before, after) => {
    if (after.histories.length === before.histories.length) return []
    const { tenant, namespace, flowId } = after
    const listeners = library.listeners(tenant)
    const { trigger } = after
    const locked = trigger !== null && library.locks(trigger.type) ? trigger.id : null
    if (listeners.length === 0 && locked === null) return []
    return enteredStates(before, after).flatMap(({ state, at }): readonly Write[] => {
      const release = isTerminated(state) ? locked : null
      const followed = listeners.some((listener) => mayConcern(listener, { namespace, flowId, state }))
      if (release === null && !followed) return []
      const row: TriggerEvent = { tenant, id: ids.next(), executionId: after.id, namespace, flowId, state, at, release }
      return [{ kind: 'event-add', row }]
    })
  }
}

/**
 * The states that triggers are told of (observed: pa-flow-trigger-paused): never CREATED or RESTARTED, RUNNING the first time
 * alone; where an execution ended twice in one turn (its outputs failed), the end that counts.
 */
function enteredStates(before: Execution, after: Execution): readonly { readonly state: State; readonly at: number }[] {
  const { histories } = after
  return histories.slice(before.histories.length).filter(({ state }, index, added) => {
    if (state === 'CREATED' || state === 'RESTARTED') return false
    if (state === 'RUNNING') {
      return histories.findIndex((entry) => entry.state === 'RUNNING') === before.histories.length + index
    }
    return !isTerminated(state) || !added.slice(index + 1).some((later) => isTerminated(later.state))
  })
}
