import type { Run } from '../runtime/run.ts'
import type { ExpressionNode } from '../syntax/ast.ts'
import type { Datum } from '../value/datum.ts'
import type { Evaluate } from './compiled-template.ts'
import type { Compiler } from './compiler.ts'

/**
 * The quick way through plain objects for a path of the context such as `inputs.user.name`, which is what templates read most.
 * Whatever is not found there (lazy views, lists, missing names) goes the general way. Null for other expressions.
 */
export function compilePath(node: ExpressionNode, general: Evaluate, compiler: Compiler): Evaluate | null {
  const names = namesOf(node, compiler)
  if (names === null) return null
  const [root, first, ...rest] = names
  if (root === undefined || first === undefined) return null
  if (rest.length === 0) {
    return (run) => {
      const { plain } = run
      if (plain === null || !Object.hasOwn(plain, root)) return general(run)
      const entry = ownEntry(plain[root], first)
      return entry === undefined ? general(run) : entry
    }
  }
  return (run) => deepEntry(names, run) ?? general(run)
}

/** The root and the names of a path; null for other expressions. */
function namesOf(node: ExpressionNode, compiler: Compiler): readonly string[] | null {
  if (node.kind === 'variable') return compiler.slotOf(node.name) === undefined ? [node.name] : null
  if (node.kind !== 'attribute' || node.args !== null || node.name.kind !== 'literal') return null
  const name = node.name.value
  const target = typeof name === 'string' ? namesOf(node.target, compiler) : null
  return target === null || typeof name !== 'string' ? null : [...target, name]
}

function deepEntry(names: readonly string[], run: Run): Datum | undefined {
  let value: Datum | undefined = run.plain ?? undefined
  for (let index = 0; index < names.length; index += 1) value = ownEntry(value, names[index] ?? '')
  return value
}

/** An entry of a plain object. Values of the language that are none have no own properties. */
export function ownEntry(owner: Datum | undefined, name: string): Datum | undefined {
  if (typeof owner !== 'object' || owner === null || Array.isArray(owner) || !Object.hasOwn(owner, name))
    return undefined
  // As said above, this is an entry of a plain object.
  return (owner as { readonly [name: string]: Datum | undefined })[name]
}
