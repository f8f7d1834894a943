import type { Run } from '../runtime/run.ts'
import type { VariableNode } from '../syntax/ast.ts'
import type { Datum } from '../value/datum.ts'
import { fromScope } from '../value/map-access.ts'
import type { Evaluate } from './compiled-template.ts'
import type { Compiler } from './compiler.ts'

/** A variable: one that the template set, else one of the context, else the global `locale`. */
export function compileVariable(node: VariableNode, compiler: Compiler): Evaluate {
  const { name, start } = node
  const slot = compiler.slotOf(name)
  if (slot !== undefined) {
    return (run) => {
      const local = run.local(slot)
      if (local !== undefined) return local
      const value = readRoot(run, name)
      return value === undefined ? missing(run, name, start) : value
    }
  }
  return (run) => {
    const value = readRoot(run, name)
    return value === undefined ? missing(run, name, start) : value
  }
}

function readRoot(run: Run, name: string): Datum | undefined {
  const { plain } = run
  if (plain !== null) return Object.hasOwn(plain, name) ? plain[name] : undefined
  return run.scope === null ? undefined : fromScope(run.scope.get(name))
}

function missing(run: Run, name: string, start: number): Datum | undefined {
  return name === 'locale' ? run.services.locale.replace('-', '_') : run.missing(name, start)
}
