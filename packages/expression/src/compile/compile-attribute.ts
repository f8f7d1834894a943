import { Fault } from '../errors/fault.ts'
import { callMember } from '../members/call-member.ts'
import { member } from '../members/member.ts'
import type { Run } from '../runtime/run.ts'
import type { AttributeNode } from '../syntax/ast.ts'
import type { Datum } from '../value/datum.ts'
import { toJavaText } from '../value/java-text.ts'
import { bindArguments } from './bind-arguments.ts'
import { compileExpression } from './compile-expression.ts'
import { ownEntry } from './compile-path.ts'
import type { Evaluate } from './compiled-template.ts'
import type { Compiler } from './compiler.ts'

/** Compiles `target.name`, `target[name]` and `target.name(arguments)`. */
export function compileAttribute(node: AttributeNode, compiler: Compiler): Evaluate {
  if (node.args !== null) return compileMethod(node, compiler)
  const target = compileExpression(node.target, compiler)
  const at = node.name.start
  const reported = node.target.kind === 'variable' ? node.target : null
  const onNull = (run: Run, name: Datum): undefined =>
    reported === null
      ? run.missing(toJavaText(name, run.budget), at, null)
      : run.missing(reported.name, reported.start, null)
  if (node.name.kind === 'literal' && typeof node.name.value === 'string') {
    return compileNamed(target, node.name.value, at, onNull)
  }
  const name = compileExpression(node.name, compiler)
  return (run) => {
    const owner = target(run)
    if (owner === undefined) return undefined
    const key = name(run)
    if (key === undefined) return undefined
    if (owner === null) return onNull(run, key)
    run.at = at
    const value = member(owner, key, run)
    return value === undefined ? run.missing(toJavaText(key, run.budget), at, owner) : value
  }
}

/** The common case: a name that is known beforehand, on a plain object. */
function compileNamed(
  target: Evaluate,
  name: string,
  at: number,
  onNull: (run: Run, name: Datum) => undefined,
): Evaluate {
  return (run) => {
    const owner = target(run)
    if (owner === undefined) return undefined
    if (owner === null) return onNull(run, name)
    const entry = ownEntry(owner, name)
    if (entry !== undefined) return entry
    if (Object.getPrototypeOf(owner) === Object.prototype) return run.missing(name, at, owner)
    run.at = at
    const value = member(owner, name, run)
    return value === undefined ? run.missing(name, at, owner) : value
  }
}

function compileMethod(node: AttributeNode, compiler: Compiler): Evaluate {
  const target = compileExpression(node.target, compiler)
  const { args, name } = node
  const method = name.kind === 'literal' ? String(name.value) : ''
  const at = name.start
  if (args === null || args.named.length > 0) {
    return () => {
      throw new Fault('EXPRESSION_ARGUMENT', `The method \`${method}\` takes no named arguments`, { offset: at })
    }
  }
  const evaluate = bindArguments(args, 'any', method, (inner) => compileExpression(inner, compiler))
  return (run) => {
    const owner = target(run)
    if (owner === undefined) return undefined
    const values = evaluate(run)
    if (values === undefined) return undefined
    if (owner === null) return run.missing(method, at, null)
    run.at = at
    const value = callMember(
      owner,
      method,
      values.map((value) => value ?? null),
      run,
    )
    return value === undefined ? run.missing(method, at) : value
  }
}
