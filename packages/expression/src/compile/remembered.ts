import type { ExpressionNode } from '../syntax/ast.ts'
import type { Evaluate } from './compiled-template.ts'
import type { Compiler } from './compiler.ts'

/**
 * A path of the context that the template reads more than once is looked up once. The first two such paths have a place of
 * their own in the run, which is quicker than a list.
 */
export function remembered(node: ExpressionNode, evaluate: Evaluate, compiler: Compiler): Evaluate {
  const index = compiler.memoIndex(node)
  if (index === undefined) return evaluate
  if (index === 0) {
    return (run) => {
      if (run.memo0 === undefined) run.memo0 = evaluate(run)
      return run.memo0
    }
  }
  if (index === 1) {
    return (run) => {
      if (run.memo1 === undefined) run.memo1 = evaluate(run)
      return run.memo1
    }
  }
  return (run) => {
    run.memo ??= []
    const { memo } = run
    const known = memo[index]
    if (known !== undefined) return known
    const value = evaluate(run)
    // Filled up to the place, so that the list has no holes.
    while (memo.length < index) memo.push(undefined)
    memo[index] = value
    return value
  }
}
