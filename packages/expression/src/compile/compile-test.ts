import type { ExpressionNode, TestNode } from '../syntax/ast.ts'
import { bindArguments } from './bind-arguments.ts'
import { compileExpression } from './compile-expression.ts'
import { unknownName } from './compile-filter.ts'
import type { Evaluate } from './compiled-template.ts'
import type { Compiler } from './compiler.ts'

/** Compiles `input is name` and `input is not name`. */
export function compileTest(node: TestNode, compiler: Compiler): Evaluate {
  const { call, negated } = node
  const test = compiler.vocabulary.tests.get(call.name)
  if (test === undefined) {
    return () => {
      throw unknownName('EXPRESSION_UNKNOWN_TEST', 'test', call, compiler.vocabulary.tests.keys())
    }
  }
  const compile = (inner: ExpressionNode): Evaluate => compileExpression(inner, compiler)
  const args = bindArguments(call.args, test.parameters, `The test \`${test.name}\``, compile)
  const input = compile(node.input)
  return (run) => {
    const values = args(run)
    if (values === undefined) return undefined
    const value = input(run)
    if (value === undefined && !test.acceptsMissing) return undefined
    run.at = call.start
    return test.apply(value, values, run) !== negated
  }
}
