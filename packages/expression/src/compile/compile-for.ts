import { Fault } from '../errors/fault.ts'
import { Frame } from '../runtime/frame.ts'
import type { ForNode } from '../syntax/ast.ts'
import { type Datum, isCollection, isList, isMap } from '../value/datum.ts'
import { describeKind } from '../value/kind-name.ts'
import { LoopState } from '../value/loop-state.ts'
import { mapEntries } from '../value/map-access.ts'
import { MapEntry } from '../value/map-entry.ts'
import { compileBody } from './compile-body.ts'
import { compileExpression } from './compile-expression.ts'
import type { RenderText } from './compiled-template.ts'
import type { Compiler } from './compiler.ts'

/** Compiles a loop. All rounds share one frame, so that what a round sets is there in the next one. */
export function compileFor(node: ForNode, compiler: Compiler): RenderText {
  const iterable = compileExpression(node.iterable, compiler)
  const body = compileBody(node.body, compiler)
  const otherwise = compileBody(node.otherwise ?? [], compiler)
  const itemSlot = compiler.ownSlot(node.variable)
  const loopSlot = compiler.slotOf('loop')
  const at = node.iterable.start
  return (run) => {
    const value = iterable(run)
    if (value === undefined) throw run.missingFault(true)
    run.at = at
    if (value === null) return ''
    const items = itemsOf(value)
    const { length } = items
    if (length === 0) return otherwise(run)
    const { budget } = run
    const frame = new Frame(run.template.locals.length, run.frame)
    const { slots } = frame
    const loop = loopSlot === undefined ? null : new LoopState(length)
    if (loopSlot !== undefined && loop !== null) slots[loopSlot] = loop
    run.frame = frame
    let text = ''
    for (let index = 0; index < length; index += 1) {
      run.at = at
      budget.loop()
      if (loop !== null) loop.moveTo(index)
      slots[itemSlot] = items[index] ?? null
      text = run.checked(text + body(run))
    }
    run.frame = frame.parent
    return text
  }
}

function itemsOf(value: Exclude<Datum, null>): readonly Datum[] {
  if (isList(value)) return value
  if (isCollection(value)) return [...value]
  if (isMap(value)) return mapEntries(value).map(([key, item]) => new MapEntry(key, item))
  throw new Fault('EXPRESSION_TYPE', `\`for\` cannot walk over ${describeKind(value)}`, {
    hint: 'Lists and maps can be walked over.',
  })
}
