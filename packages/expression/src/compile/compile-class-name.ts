import type { Run } from '../runtime/run.ts'
import type { ExpressionNode, FilterNode } from '../syntax/ast.ts'
import { type Datum, isInteger } from '../value/datum.ts'
import { javaClassName } from '../value/java-class-name.ts'
import { bindArguments } from './bind-arguments.ts'
import { compileExpression } from './compile-expression.ts'
import type { Evaluate } from './compiled-template.ts'
import type { Compiler } from './compiler.ts'

type NameOf = (run: Run) => string | null | undefined

/**
 * `input | className`. There is one kind of integer here, so whether Kestra has a Long or an Integer is read from the expression
 * where it decides (literals, arithmetic, timestamps, `number`), and from the size of the number elsewhere.
 */
export function compileClassName(node: FilterNode, compiler: Compiler): Evaluate {
  const { input } = node
  return (input.kind === 'filter' ? ofFilter(input, compiler) : null) ?? ofValue(input, compiler)
}

function ofValue(node: ExpressionNode, compiler: Compiler): NameOf {
  const evaluate = compileExpression(node, compiler)
  const isLong = node.kind === 'literal' || node.kind === 'unary' || node.kind === 'binary' || givesLong(node, compiler)
  return (run) => {
    const value = evaluate(run)
    if (value === undefined || value === null) return value
    return isLong && isInteger(value) ? 'java.lang.Long' : javaClassName(value)
  }
}

function givesLong(node: ExpressionNode, compiler: Compiler): boolean {
  if (node.kind !== 'filter') return false
  return compiler.vocabulary.filters.get(node.call.name)?.integerType === 'java.lang.Long'
}

/** Filters whose result depends on how its input was written. */
function ofFilter(node: FilterNode, compiler: Compiler): NameOf | null {
  const filter = compiler.vocabulary.filters.get(node.call.name)
  const integerType = filter?.integerType
  if (filter === undefined || typeof integerType !== 'function') return null
  const compile = (inner: ExpressionNode): Evaluate => compileExpression(inner, compiler)
  const input = compile(node.input)
  const result = compile(node)
  const args = bindArguments(node.call.args, filter.parameters, filter.name, compile)
  return (run) => {
    const value = result(run)
    if (value === undefined || value === null) return value
    const from: Datum | undefined = input(run)
    const values = args(run)
    const named = from === undefined || values === undefined ? undefined : integerType(from, values)
    return isInteger(value) && named !== undefined ? named : javaClassName(value)
  }
}
