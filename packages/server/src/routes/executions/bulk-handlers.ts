import { type Execution, isTerminated, type Label, planLabelChange } from '@countersign/core'
import type { Caller } from '@countersign/engine'
import type { AppPorts } from '../../app/app-ports.ts'
import type { ResourceHandlers } from '../../app/route-handler.ts'
import { actOnIds, actOnMatching, type BulkAction } from './bulk.ts'
import { given, withoutEmpty } from './change-handlers.ts'

type BulkPorts = Pick<AppPorts, 'engine' | 'storage' | 'clock'>

type BulkVerb = 'restart' | 'replay' | 'forceRun' | 'pause' | 'unqueue' | 'changeStatus' | 'setLabels'

type BulkHandlers = Pick<
  ResourceHandlers<'executions'>,
  `executions.${BulkVerb}ByIds` | `executions.${BulkVerb}ByQuery`
>

/** A bulk call, with as much of it as choosing its executions takes. */
interface Choosing {
  readonly tenant: string
  readonly permit: (namespace: string) => void
  readonly rawQuery: Readonly<Record<string, unknown>>
}

/** Changing many executions at once (api.md 1.9): all of them or, when one stands in the way, none. */
export function createBulkHandlers(ports: BulkPorts): BulkHandlers {
  const { storage, clock } = ports
  const { executions } = storage
  const actions = bulkActions(ports)

  const byIds = async (call: Choosing, ids: readonly string[], action: BulkAction) =>
    ({ status: 200, json: await actOnIds({ executions, call }, ids, action) }) as const
  const byQuery = async (call: Choosing, body: unknown, action: BulkAction) => {
    const source = { query: call.rawQuery, body, now: clock.now() }
    return { status: 200, json: await actOnMatching({ executions, call }, source, action) } as const
  }

  return {
    'executions.restartByIds': (call) => byIds(call, call.body.value, actions.restart(call.caller, call.query)),
    'executions.restartByQuery': (call) => byQuery(call, call.body?.value, actions.restart(call.caller, call.query)),
    'executions.replayByIds': (call) => byIds(call, call.body.value, actions.replay(call.caller, call.query)),
    'executions.replayByQuery': (call) => byQuery(call, call.body?.value, actions.replay(call.caller, call.query)),
    'executions.forceRunByIds': (call) => byIds(call, call.body.value, actions.forceRun(call.caller, call.query)),
    'executions.forceRunByQuery': (call) => byQuery(call, call.body?.value, actions.forceRun(call.caller, call.query)),
    'executions.pauseByIds': (call) => byIds(call, call.body.value, actions.pause(call.caller)),
    'executions.pauseByQuery': (call) => byQuery(call, call.body?.value, actions.pause(call.caller)),
    'executions.unqueueByIds': (call) => byIds(call, call.body.value, actions.unqueue(call.caller, call.query)),
    'executions.unqueueByQuery'(call) {
      const { newState: state, reason } = call.query
      return byQuery(call, call.body?.value, actions.unqueue(call.caller, { state, reason }))
    },
    'executions.changeStatusByIds': (call) =>
      byIds(call, call.body.value, actions.changeStatus(call.caller, call.query)),
    'executions.changeStatusByQuery': (call) =>
      byQuery(call, call.body?.value, actions.changeStatus(call.caller, call.query)),
    'executions.setLabelsByIds'(call) {
      const { executionsId, executionLabels } = call.body.value
      return byIds(call, executionsId, actions.setLabels(call.caller, executionLabels))
    },
    'executions.setLabelsByQuery': (call) => byQuery(call, undefined, actions.setLabels(call.caller, call.body.value)),
  }
}

type Exit = NonNullable<Parameters<AppPorts['engine']['unqueue']>[2]>['state']

/** What is done to each, and the words of Kestra for what stands in the way. */
function bulkActions({ engine, clock }: BulkPorts) {
  return {
    restart: (caller: Caller, { latestRevision }: { readonly latestRevision: boolean }): BulkAction => ({
      refusal: 'invalid bulk restart',
      obstacle: ({ state }) => restartObstacle(state),
      check: ({ id }) => engine.checkRestart(caller, id, { latestRevision }),
      act: ({ id }) => engine.restart(caller, id, { latestRevision }),
    }),
    replay: (caller: Caller, { latestRevision }: { readonly latestRevision: boolean }): BulkAction => ({
      refusal: 'invalid bulk replay',
      obstacle: () => null,
      act: ({ id }) => engine.replay(caller, id, { latestRevision }),
    }),
    forceRun: (caller: Caller, { reason }: { readonly reason?: string | undefined }): BulkAction => ({
      refusal: 'invalid bulk force run',
      obstacle: ({ state }) => (isTerminated(state) ? 'execution already finished' : null),
      act: ({ id }) => engine.forceRun(caller, id, given(reason)),
    }),
    pause: (caller: Caller): BulkAction => ({
      refusal: 'invalid bulk pause',
      obstacle: ({ state }) => (state === 'RUNNING' ? null : 'execution not in state RUNNING'),
      act: ({ id }) => engine.pause(caller, id),
    }),
    unqueue: (
      caller: Caller,
      { state, reason }: { readonly state?: Exit | undefined; readonly reason?: string | undefined },
    ): BulkAction => ({
      refusal: 'invalid bulk unqueue',
      obstacle: (execution) => (execution.state === 'QUEUED' ? null : 'execution not in state QUEUED'),
      act: ({ id }) => engine.unqueue(caller, id, { ...(state === undefined ? {} : { state }), ...given(reason) }),
    }),
    changeStatus: (
      caller: Caller,
      { newStatus, reason }: { readonly newStatus: Execution['state']; readonly reason?: string | undefined },
    ): BulkAction => ({
      refusal: 'invalid bulk change executions state',
      obstacle: ({ state, progress }) =>
        isTerminated(state) && state !== 'KILLED' && progress.branch === 'done'
          ? null
          : 'execution not in a terminated state or is killed',
      act: ({ id }) => engine.changeStatus(caller, id, { state: newStatus, ...given(reason) }),
    }),
    setLabels: (caller: Caller, labels: readonly Label[]): BulkAction => ({
      refusal: 'invalid bulk set labels',
      obstacle: ({ state }) => (isTerminated(state) ? null : 'execution is not terminated'),
      check: async (execution) => {
        planLabelChange({ execution, labels: withoutEmpty(labels), by: caller, now: clock.now() })
      },
      act: ({ id }) => engine.setLabels(caller, id, withoutEmpty(labels)),
    }),
  }
}

/** Unlike Kestra, a paused execution is not restarted: that would pass its gate without an answer. */
function restartObstacle(state: Execution['state']): string | null {
  if (state === 'PAUSED') return 'execution is PAUSED: answer its request, or resume it'
  return isTerminated(state) && state !== 'KILLED' ? null : 'execution not in state PAUSED or terminated, or is KILLED'
}
