import type { RootScope } from '../engine/expression-engine.ts'
import { createScope, Scope, type ScopeValue } from '../scope/scope.ts'
import type { Datum, PlainMap } from '../value/datum.ts'
import { fromScope } from '../value/map-access.ts'
import type { Run } from './run.ts'

/** All variables that a run sees at this moment, its own ones before those of the context: for renderings inside of it. */
export function visibleScope(run: Run): Scope {
  const own = ownVariables(run)
  const { plain, scope } = run
  if (own.size === 0 && scope !== null) return scope
  return createScope({
    get: (name) =>
      toScopeValue(own.has(name) ? own.get(name) : plain === null ? scope?.get(name) : ownEntry(plain, name)),
    has: (name) => own.has(name) || (plain === null ? (scope?.has(name) ?? false) : Object.hasOwn(plain, name)),
    keys: () => new Set([...own.keys(), ...(plain === null ? (scope?.keys() ?? []) : Object.keys(plain))]),
  })
}

/** Variables that the template set, as far as they are visible. */
export function ownVariables(run: Run): ReadonlyMap<string, Datum> {
  const own = new Map<string, Datum>()
  for (const [slot, name] of run.template.locals.entries()) {
    const value = run.local(slot)
    if (value !== undefined) own.set(name, value)
  }
  return own
}

/** A variable of the context, also inside of macros, which do not see it. */
export function contextVariable(root: RootScope, name: string): Datum | undefined {
  if (root instanceof Scope) return fromScope(root.get(name))
  return Object.hasOwn(root, name) ? fromScope(root[name]) : undefined
}

function ownEntry(plain: PlainMap, name: string): Datum | undefined {
  return Object.hasOwn(plain, name) ? plain[name] : undefined
}

function toScopeValue(value: Datum | ScopeValue | undefined): ScopeValue | undefined {
  // The view never leaves the package: what goes into it are values of the language, and they come out as such.
  return value as ScopeValue | undefined
}
