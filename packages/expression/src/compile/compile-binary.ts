import { calculate } from '../operators/arithmetic.ts'
import { equal } from '../operators/comparison.ts'
import { contains, isIn } from '../operators/membership.ts'
import { rangeOf } from '../operators/range.ts'
import { isTrue } from '../operators/truth.ts'
import type { Run } from '../runtime/run.ts'
import type { BinaryNode } from '../syntax/ast.ts'
import type { Datum } from '../value/datum.ts'
import { compileExpression } from './compile-expression.ts'
import { compileNumberOperator } from './compile-number-operators.ts'
import type { Evaluate } from './compiled-template.ts'
import type { Compiler } from './compiler.ts'
import { constantOf } from './constant.ts'

/** Compiles an operator between two expressions. */
export function compileBinary(node: BinaryNode, compiler: Compiler): Evaluate {
  const left = compileExpression(node.left, compiler)
  const right = compileExpression(node.right, compiler)
  const { operator, start } = node
  switch (operator) {
    case '??':
      return (run) => left(run) ?? right(run)
    case '???':
      return (run) => {
        const value = left(run)
        return value === undefined ? right(run) : value
      }
    case 'and':
      return compileLogic(left, right, start, false)
    case 'or':
      return compileLogic(left, right, start, true)
    case '+':
    case '-':
    case '*':
    case '<':
    case '>':
    case '<=':
    case '>=':
      return compileNumberOperator(operator, { left, right, constant: constantOf(node.right), start })
    case '/':
    case '%':
      return strict(left, right, start, (a, b, run) => calculate(operator, a, b, run))
    case '==':
      return strict(left, right, start, equal)
    case '!=':
      return strict(left, right, start, (a, b, run) => !equal(a, b, run))
    case 'contains':
      return lenient(left, right, start, contains)
    case 'isIn':
      return lenient(left, right, start, isIn)
    case '..':
      return lenient(left, right, start, (a, b, run) => rangeOf(a, b, 1, run))
  }
}

type Operation = (left: Datum, right: Datum, run: Run) => Datum

/** Arithmetic and comparisons turn a missing variable into an error that nothing catches (expressions.md 2.5). */
function strict(left: Evaluate, right: Evaluate, start: number, apply: Operation): Evaluate {
  return (run) => {
    const a = left(run)
    if (a === undefined) throw run.missingFault(false)
    const b = right(run)
    if (b === undefined) throw run.missingFault(false)
    run.at = start
    return apply(a, b, run)
  }
}

/** Operators that let a missing variable through to whatever catches it. */
function lenient(left: Evaluate, right: Evaluate, start: number, apply: Operation): Evaluate {
  return (run) => {
    const a = left(run)
    if (a === undefined) return undefined
    const b = right(run)
    if (b === undefined) return undefined
    run.at = start
    return apply(a, b, run)
  }
}

function compileLogic(left: Evaluate, right: Evaluate, start: number, decisive: boolean): Evaluate {
  const word = decisive ? 'or' : 'and'
  return (run) => {
    const a = left(run)
    if (a === undefined) return undefined
    run.at = start
    if (isTrue(a, word) === decisive) return decisive
    const b = right(run)
    if (b === undefined) return undefined
    run.at = start
    return isTrue(b, word)
  }
}
