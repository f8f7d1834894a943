import { Fault } from '../errors/fault.ts'
import type { Run } from '../runtime/run.ts'
import type { CallNode, ExpressionNode } from '../syntax/ast.ts'
import type { Datum } from '../value/datum.ts'
import { bindArguments, type EvaluateArguments } from './bind-arguments.ts'
import { compileExpression } from './compile-expression.ts'
import { unknownName } from './compile-filter.ts'
import type { CompiledMacro, Evaluate } from './compiled-template.ts'
import type { Compiler } from './compiler.ts'

/** Compiles `name(arguments)`: a built-in function, else a macro of the template. */
export function compileCall(node: CallNode, compiler: Compiler): Evaluate {
  const { name, start } = node
  const compile = (inner: ExpressionNode): Evaluate => compileExpression(inner, compiler)
  const builtIn = compiler.vocabulary.functions.get(name)
  if (builtIn !== undefined) {
    const args = bindArguments(node.args, builtIn.parameters, `The function \`${name}\``, compile)
    return (run) => {
      const values = args(run)
      if (values === undefined) return undefined
      run.at = start
      const result = run.budget.checkResult(builtIn.apply(values, run))
      return result === undefined ? run.missing(name, start, null) : result
    }
  }
  const parameters = compiler.macroParameters(name)
  if (parameters === undefined) {
    return () => {
      const known = [...compiler.vocabulary.functions.keys(), ...compiler.template.macros.keys()]
      throw unknownName('EXPRESSION_UNKNOWN_FUNCTION', 'function or macro', node, known)
    }
  }
  return compileMacroCall(node, bindMacroArguments(node, parameters, compile))
}

function bindMacroArguments(
  node: CallNode,
  parameters: readonly string[],
  compile: (node: ExpressionNode) => Evaluate,
): EvaluateArguments {
  const { positional, named } = node.args
  if (parameters.length > 0 || (positional.length === 0 && named.length === 0)) {
    return bindArguments(node.args, parameters, `The macro \`${node.name}\``, compile)
  }
  return () => {
    throw new Fault('EXPRESSION_ARGUMENT', `The macro \`${node.name}\` takes no arguments`, { offset: node.start })
  }
}

function compileMacroCall(node: CallNode, bound: EvaluateArguments): Evaluate {
  return (run) => {
    const values = bound(run)
    if (values === undefined) return undefined
    run.at = node.start
    const macro = run.template.macros.get(node.name)
    // Macros are compiled before anything runs.
    if (macro === undefined) throw new Fault('EXPRESSION_UNKNOWN_FUNCTION', `The macro \`${node.name}\` does not exist`)
    return catchMissing(() => runMacro(macro, values, run))
  }
}

/** A macro sees its arguments and nothing else; initial values see the arguments before them. */
function runMacro(macro: CompiledMacro, values: readonly (Datum | undefined)[], run: Run): Datum {
  return run.call(() => {
    const frame = run.enterMacro()
    for (const [index, parameter] of macro.parameters.entries()) {
      const given = values[index]
      frame.slots[parameter.slot] = given === undefined ? (parameter.initial?.(run) ?? null) : given
    }
    return run.capture(macro.body)
  })
}

/** A variable that is missing inside of a macro or block counts as missing where that is called, so that `??` can catch it. */
export function catchMissing(work: () => Datum): Datum | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof Fault && error.details.soft === true) return undefined
    throw error
  }
}
