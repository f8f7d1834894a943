import type { MacroNode, ParsedTemplate } from '../syntax/ast.ts'
import { compileBody } from './compile-body.ts'
import { compileExpression } from './compile-expression.ts'
import type { CompiledMacro, CompiledTemplate } from './compiled-template.ts'
import { Compiler, type Vocabulary } from './compiler.ts'

/** Compiles a template, its macros and its blocks to closures. */
export function compileTemplate(template: ParsedTemplate, vocabulary: Vocabulary): CompiledTemplate {
  const compiler = new Compiler(template, vocabulary)
  const macros = new Map([...template.macros].map(([name, macro]) => [name, compileMacro(macro, compiler)]))
  const blocks = new Map([...template.blocks].map(([name, block]) => [name, compileBody(block.body, compiler)]))
  const body = compileBody(template.body, compiler)
  return { source: template.source, body, macros, blocks, locals: compiler.locals }
}

function compileMacro(macro: MacroNode, compiler: Compiler): CompiledMacro {
  const parameters = macro.parameters.map(({ name, initial }) => ({
    name,
    slot: compiler.ownSlot(name),
    initial: initial === null ? null : compileExpression(initial, compiler),
  }))
  return { name: macro.name, parameters, body: compileBody(macro.body, compiler) }
}
