import type { Run } from '../runtime/run.ts'
import { contextVariable, ownVariables } from '../runtime/visible-scope.ts'
import { Scope } from '../scope/scope.ts'
import type { Datum } from '../value/datum.ts'
import { DEFAULT_CAPACITY, inHashOrder } from '../value/java-hash-order.ts'
import type { TemplateFunction } from './function.ts'

/**
 * Every variable of the context, and those that the template set, as one map. Also called `printContext`. Inside of a macro, which
 * does not see the context, the values are null.
 *
 * @result map
 * @example {{ fetchContext().flow.id }} → hello
 */
export const fetchContext: TemplateFunction = {
  name: 'fetchContext',
  parameters: [],
  apply(_, run) {
    const visible = run.plain !== null || run.scope !== null
    const all = new Map<Datum, Datum>()
    for (const name of contextNames(run)) all.set(name, visible ? (contextVariable(run.root, name) ?? null) : null)
    if (visible) for (const [name, value] of ownVariables(run)) all.set(name, value)
    return inHashOrder(all, DEFAULT_CAPACITY)
  },
}

function contextNames(run: Run): Iterable<string> {
  const { root } = run
  if (root instanceof Scope) return root.keys()
  return Object.keys(root).filter((name) => root[name] !== undefined)
}
