import { Fault } from '../errors/fault.ts'
import { askHost, type HostAnswer, type HostFunction } from '../host/host.ts'
import type { Run } from '../runtime/run.ts'
import { contextVariable } from '../runtime/visible-scope.ts'
import { type Datum, isMap } from '../value/datum.ts'
import { fromScope, mapGet } from '../value/map-access.ts'
import { toValue } from '../value/to-value.ts'

/**
 * Asks the host. @throws PendingSignal when it does not know yet; Fault with `EXPRESSION_HOST` when there is no host
 */
export function ask(run: Run, kind: HostFunction, args: readonly Datum[]): HostAnswer {
  const host = run.context.host ?? run.services.host
  if (host === null) throw new Fault('EXPRESSION_HOST', `\`${kind}\` is not available here`)
  return askHost(
    host,
    kind,
    args.map((arg) => toValue(arg, run.budget)),
  )
}

/** The value that the host answers with. @throws PendingSignal; Fault with `EXPRESSION_HOST` when it refuses */
export function answerOf(run: Run, kind: HostFunction, args: readonly Datum[]): Datum {
  const answer = ask(run, kind, args)
  if (!answer.ok) throw new Fault('EXPRESSION_HOST', answer.message)
  return fromScope(answer.value) ?? null
}

/** The namespace of the flow, for functions that look something up in it. @throws Fault with `EXPRESSION_HOST` */
export function flowNamespace(run: Run, name: string): string {
  const flow = contextVariable(run.root, 'flow')
  const namespace = flow !== undefined && isMap(flow) ? mapGet(flow, 'namespace') : undefined
  if (typeof namespace === 'string') return namespace
  throw new Fault('EXPRESSION_HOST', `\`${name}\` needs a flow, and there is none here`)
}
