import { isTrue } from '../operators/truth.ts'
import type { Run } from '../runtime/run.ts'
import type { Body, ExpressionNode, FilterTagNode, IfNode, PrintNode, SetNode, TemplateNode } from '../syntax/ast.ts'
import type { Datum } from '../value/datum.ts'
import { compileExpression } from './compile-expression.ts'
import { applyFilter } from './compile-filter.ts'
import { compileFor } from './compile-for.ts'
import type { Evaluate, RenderText } from './compiled-template.ts'
import type { Compiler } from './compiler.ts'

/** Something that is rendered, with the text of the template before it. */
interface Piece {
  readonly before: string
  readonly render: RenderText
}

/**
 * Compiles a run of nodes to a function that gives their text. Whoever puts several texts together checks how long they become;
 * a single text is checked when the rendering ends.
 */
export function compileBody(body: Body, compiler: Compiler): RenderText {
  const pieces: Piece[] = []
  let before = ''
  for (const node of body) {
    if (node.kind === 'text' && !node.text.includes('%')) before += node.text
    else if (node.kind !== 'macro') {
      pieces.push({ before, render: compileNode(node, compiler) })
      before = ''
    }
  }
  const after = before
  const [only, second] = pieces
  if (only === undefined) return constantText(after)
  return second === undefined ? onePiece(only, after) : manyPieces(pieces, after)
}

function constantText(text: string): RenderText {
  if (text === '') return () => ''
  return (run) => {
    run.parts += 1
    return text
  }
}

function onePiece({ before, render }: Piece, after: string): RenderText {
  const partsBefore = before === '' ? 0 : 1
  const partsAfter = after === '' ? 0 : 1
  if (partsBefore + partsAfter === 0) return render
  return (run) => {
    run.parts += partsBefore
    const text = before + render(run) + after
    run.parts += partsAfter
    return text
  }
}

function manyPieces(pieces: readonly Piece[], after: string): RenderText {
  const partsAfter = after === '' ? 0 : 1
  return (run) => {
    let text = ''
    for (let index = 0; index < pieces.length; index += 1) {
      const piece = pieces[index]
      if (piece === undefined) break
      if (piece.before !== '') {
        run.parts += 1
        text += piece.before
      }
      text = run.checked(text + piece.render(run))
    }
    run.parts += partsAfter
    return text + after
  }
}

function compileNode(node: Exclude<TemplateNode, { kind: 'macro' }>, compiler: Compiler): RenderText {
  switch (node.kind) {
    case 'text': {
      // Text with a percent sign may be part of a raw tag (out of a verbatim block), like a value that is printed.
      const { text } = node
      return (run) => run.print(text)
    }
    case 'raw': {
      const { body } = node
      return (run) => run.printRaw(body)
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
  }
}

function compilePrint(node: PrintNode, compiler: Compiler): RenderText {
  const evaluate = compileExpression(node.expression, compiler)
  const at = node.expression.start
  const searched = !reportsPercent(node.expression, compiler)
  return (run) => {
    const value = evaluate(run)
    if (typeof value === 'string') {
      if (run.isFirstOfTyped) return run.print(value)
      if (searched && value.includes('%')) run.sawPercent = true
      run.parts += 1
      return value
    }
    if (typeof value === 'number' && (value | 0) === value && !run.isFirstOfTyped) {
      run.parts += 1
      return String(value)
    }
    run.at = at
    if (value === undefined) throw run.missingFault(true)
    return run.print(value)
  }
}

function reportsPercent(node: ExpressionNode, compiler: Compiler): boolean {
  return node.kind === 'filter' && compiler.vocabulary.filters.get(node.call.name)?.reportsPercent === true
}

/** A missing variable in a condition is an error that nothing catches (expressions.md 2.5). */
function compileIf(node: IfNode, compiler: Compiler): RenderText {
  const otherwise = compileBody(node.otherwise ?? [], compiler)
  return node.branches.reduceRight<RenderText>((rest, branch) => {
    const condition = compileExpression(branch.condition, compiler)
    const body = compileBody(branch.body, compiler)
    const at = branch.condition.start
    return (run) => {
      const value = condition(run)
      const holds = typeof value === 'boolean' ? value : isTrueCondition(value, at, run)
      return holds ? body(run) : rest(run)
    }
  }, otherwise)
}

function isTrueCondition(value: Datum | undefined, at: number, run: Run): boolean {
  if (value === undefined) throw run.missingFault(false)
  run.at = at
  return isTrue(value, 'if')
}

function compileSet(node: SetNode, compiler: Compiler): RenderText {
  const evaluate = compileExpression(node.value, compiler)
  const slot = compiler.ownSlot(node.name)
  return (run) => {
    const value = evaluate(run)
    if (value === undefined) throw run.missingFault(true)
    run.assign(slot, value)
    return ''
  }
}

function compileFilterTag(node: FilterTagNode, compiler: Compiler): RenderText {
  const body = compileBody(node.body, compiler)
  const captured: Evaluate = (run) => run.capture(body)
  const filtered = node.calls.reduce((input, call) => applyFilter(call, input, compiler), captured)
  return (run) => {
    const value = filtered(run)
    run.at = node.start
    if (value === undefined) throw run.missingFault(true)
    return run.print(value)
  }
}
