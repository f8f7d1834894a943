import { Fault } from '../errors/fault.ts'
import { acceptsMissing } from '../filters/filter.ts'
import type { ExpressionNode, FilterNode, NamedCall } from '../syntax/ast.ts'
import { nearNames } from '../text/near-names.ts'
import { bindArguments } from './bind-arguments.ts'
import { compileClassName } from './compile-class-name.ts'
import { compileExpression } from './compile-expression.ts'
import type { Evaluate } from './compiled-template.ts'
import type { Compiler } from './compiler.ts'

/** Compiles `input | name(arguments)`. */
export function compileFilter(node: FilterNode, compiler: Compiler): Evaluate {
  if (node.call.name === 'className') return compileClassName(node, compiler)
  return applyFilter(node.call, compileExpression(node.input, compiler), compiler)
}

/** A filter over what `input` gives. Arguments are evaluated before the input, as in Kestra. */
export function applyFilter(call: NamedCall, input: Evaluate, compiler: Compiler): Evaluate {
  const filter = compiler.vocabulary.filters.get(call.name)
  if (filter === undefined) {
    return () => {
      throw unknownName('EXPRESSION_UNKNOWN_FILTER', 'filter', call, compiler.vocabulary.filters.keys())
    }
  }
  const at = call.start
  const compile = (argument: ExpressionNode): Evaluate => compileExpression(argument, compiler)
  const bound = bindArguments(call.args, filter.parameters, `The filter \`${filter.name}\``, compile)
  if (acceptsMissing(filter)) {
    return (run) => {
      const args = bound(run)
      if (args === undefined) return undefined
      const value = input(run)
      run.at = at
      return run.budget.checkResult(filter.apply(value, args, run))
    }
  }
  return (run) => {
    const args = bound(run)
    if (args === undefined) return undefined
    const value = input(run)
    if (value === undefined) return undefined
    run.at = at
    return run.budget.checkResult(filter.apply(value, args, run))
  }
}

/** The fault that nothing of a name is built in, with names that may have been meant. */
export function unknownName(
  code: 'EXPRESSION_UNKNOWN_FILTER' | 'EXPRESSION_UNKNOWN_TEST' | 'EXPRESSION_UNKNOWN_FUNCTION',
  what: string,
  call: { readonly name: string; readonly start: number },
  known: Iterable<string>,
): Fault {
  const near = nearNames(call.name, known)
  const hint = near[0] === undefined ? undefined : `Did you mean \`${near[0]}\`?`
  const details = { offset: call.start, missing: call.name, near, hint }
  return new Fault(code, `The ${what} \`${call.name}\` does not exist`, details)
}
