import { isTrue } from '../operators/truth.ts'
import type { Body, ExpressionNode, FilterTagNode, IfNode, PrintNode, SetNode, TemplateNode } from '../syntax/ast.ts'
import { compileExpression } from './compile-expression.ts'
import { applyFilter } from './compile-filter.ts'
import { compileFor } from './compile-for.ts'
import type { Evaluate, Execute } from './compiled-template.ts'
import type { Compiler } from './compiler.ts'

/** Compiles a run of nodes. */
export function compileBody(body: Body, compiler: Compiler): Execute {
  const steps = body.flatMap((node) => compileNode(node, compiler) ?? [])
  const [first, second, third] = steps
  if (first === undefined) return () => {}
  if (second === undefined) return first
  if (third === undefined) {
    return (run) => {
      first(run)
      second(run)
    }
  }
  return (run) => {
    for (let index = 0; index < steps.length; index += 1) steps[index]?.(run)
  }
}

/** Null for nodes that print nothing where they stand. */
function compileNode(node: TemplateNode, compiler: Compiler): Execute | null {
  switch (node.kind) {
    case 'text':
      return compileText(node.text)
    case 'raw': {
      const { body } = node
      return (run) => run.writeRaw(body)
    }
    case 'print':
      return compilePrint(node, compiler)
    case 'if':
      return compileIf(node, compiler)
    case 'for':
      return compileFor(node, compiler)
    case 'set':
      return compileSet(node, compiler)
    case 'block':
      return compileBody(node.body, compiler)
    case 'filter-tag':
      return compileFilterTag(node, compiler)
    case 'macro':
      return null
  }
}

/** Text that may be part of a raw tag (out of a verbatim block) is treated like a printed value. */
function compileText(text: string): Execute {
  return text.includes('%') ? (run) => run.print(text) : (run) => run.write(text)
}

function compilePrint(node: PrintNode, compiler: Compiler): Execute {
  const evaluate = compileExpression(node.expression, compiler)
  const at = node.expression.start
  if (reportsPercent(node.expression, compiler)) {
    return (run) => {
      const value = evaluate(run)
      run.at = at
      if (typeof value === 'string') run.write(value)
      else run.print(value)
    }
  }
  return (run) => {
    const value = evaluate(run)
    run.at = at
    run.print(value)
  }
}

function reportsPercent(node: ExpressionNode, compiler: Compiler): boolean {
  return node.kind === 'filter' && compiler.vocabulary.filters.get(node.call.name)?.reportsPercent === true
}

/** A missing variable in a condition is an error that nothing catches (expressions.md 2.5). */
function compileIf(node: IfNode, compiler: Compiler): Execute {
  const branches = node.branches.map((branch) => ({
    condition: compileExpression(branch.condition, compiler),
    at: branch.condition.start,
    body: compileBody(branch.body, compiler),
  }))
  const otherwise = compileBody(node.otherwise ?? [], compiler)
  return (run) => {
    for (const { condition, at, body } of branches) {
      const value = condition(run)
      if (value === undefined) throw run.missingFault(false)
      run.at = at
      if (isTrue(value, 'if')) return body(run)
    }
    otherwise(run)
  }
}

function compileSet(node: SetNode, compiler: Compiler): Execute {
  const evaluate = compileExpression(node.value, compiler)
  const slot = compiler.ownSlot(node.name)
  return (run) => {
    const value = evaluate(run)
    if (value === undefined) throw run.missingFault(true)
    run.assign(slot, value)
  }
}

function compileFilterTag(node: FilterTagNode, compiler: Compiler): Execute {
  const body = compileBody(node.body, compiler)
  const captured: Evaluate = (run) => run.capture(body)
  const filtered = node.calls.reduce((input, call) => applyFilter(call, input, compiler), captured)
  return (run) => {
    const value = filtered(run)
    run.at = node.start
    run.print(value)
  }
}
