import { calculate } from '../operators/arithmetic.ts'
import { isTrue } from '../operators/truth.ts'
import type {
  AttributeNode,
  ConcatNode,
  ExpressionNode,
  ListNode,
  MapNode,
  TernaryNode,
  UnaryNode,
} from '../syntax/ast.ts'
import type { Datum } from '../value/datum.ts'
import { compileAttribute } from './compile-attribute.ts'
import { compileBinary } from './compile-binary.ts'
import { compileCall } from './compile-call.ts'
import { compileFilter } from './compile-filter.ts'
import { compilePath } from './compile-path.ts'
import { compileTest } from './compile-test.ts'
import { compileVariable } from './compile-variable.ts'
import type { Evaluate } from './compiled-template.ts'
import type { Compiler } from './compiler.ts'
import { constantOf, literalMap } from './constant.ts'
import { remembered } from './remembered.ts'

/** Compiles an expression to a closure. */
export function compileExpression(node: ExpressionNode, compiler: Compiler): Evaluate {
  const constant = constantOf(node)
  if (constant !== undefined) return () => constant
  switch (node.kind) {
    case 'literal':
      return () => node.value
    case 'variable':
      return remembered(node, compileVariable(node, compiler), compiler)
    case 'attribute':
      return remembered(node, compileAttributePath(node, compiler), compiler)
    case 'call':
      return compileCall(node, compiler)
    case 'filter':
      return compileFilter(node, compiler)
    case 'test':
      return compileTest(node, compiler)
    case 'binary':
      return compileBinary(node, compiler)
    case 'concat':
      return compileConcat(node, compiler)
    case 'list':
      return compileList(node, compiler)
    case 'map':
      return compileMap(node, compiler)
    case 'unary':
      return compileUnary(node, compiler)
    case 'ternary':
      return compileTernary(node, compiler)
  }
}

function compileAttributePath(node: AttributeNode, compiler: Compiler): Evaluate {
  const general = compileAttribute(node, compiler)
  return compilePath(node, general, compiler) ?? general
}

/** Texts glued together; null adds nothing. */
function compileConcat(node: ConcatNode, compiler: Compiler): Evaluate {
  const parts = node.parts.map((part) => compileExpression(part, compiler))
  return (run) => {
    let text = ''
    for (const part of parts) {
      const value = part(run)
      if (value === undefined) return undefined
      if (value === null) continue
      text += run.text(value)
      run.at = node.start
      run.budget.checkText(text.length)
    }
    return text
  }
}

function compileList(node: ListNode, compiler: Compiler): Evaluate {
  const items = node.items.map((item) => compileExpression(item, compiler))
  return (run) => {
    const list: Datum[] = []
    for (const item of items) {
      const value = item(run)
      if (value === undefined) return undefined
      list.push(value)
    }
    return list
  }
}

function compileMap(node: MapNode, compiler: Compiler): Evaluate {
  const entries = node.entries.map(({ key, value }) => ({
    key: compileExpression(key, compiler),
    value: compileExpression(value, compiler),
  }))
  return (run) => {
    const map = new Map<Datum, Datum>()
    for (const entry of entries) {
      const key = entry.key(run)
      if (key === undefined) return undefined
      const value = entry.value(run)
      if (value === undefined) return undefined
      map.set(key, value)
    }
    return literalMap(map, entries.length)
  }
}

function compileUnary(node: UnaryNode, compiler: Compiler): Evaluate {
  const operand = compileExpression(node.operand, compiler)
  if (node.operator === 'not') {
    return (run) => {
      const value = operand(run)
      if (value === undefined) return undefined
      run.at = node.start
      return !isTrue(value, 'not')
    }
  }
  const factor = node.operator === '-' ? -1 : 1
  return (run) => {
    const value = operand(run)
    if (value === undefined) return undefined
    run.at = node.start
    return calculate('*', factor, value, run)
  }
}

/** Null as the condition counts as false here, unlike everywhere else. */
function compileTernary(node: TernaryNode, compiler: Compiler): Evaluate {
  const condition = compileExpression(node.condition, compiler)
  const whenTrue = compileExpression(node.whenTrue, compiler)
  const whenFalse = compileExpression(node.whenFalse, compiler)
  return (run) => {
    const value = condition(run)
    if (value === undefined) return undefined
    run.at = node.start
    return value !== null && isTrue(value, '? :') ? whenTrue(run) : whenFalse(run)
  }
}
