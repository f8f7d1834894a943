import { Fault } from '../errors/fault.ts'
import type { ArgumentValues } from '../filters/filter.ts'
import type { Run } from '../runtime/run.ts'
import type { Arguments, ExpressionNode } from '../syntax/ast.ts'
import { nearNames } from '../text/near-names.ts'
import type { Evaluate } from './compiled-template.ts'
import { constantOf } from './constant.ts'

/** Gives the values of all arguments; undefined when one of them is a variable that does not exist. */
export type EvaluateArguments = (run: Run) => ArgumentValues | undefined

const NONE: ArgumentValues = []

/**
 * Puts arguments into the order of the parameters. Mistakes are raised when the call is evaluated, as in Kestra: a branch that is
 * not taken may hold them. With no parameters, or any, nothing is a mistake.
 */
export function bindArguments(
  args: Arguments,
  parameters: readonly string[] | 'any',
  what: string,
  compile: (node: ExpressionNode) => Evaluate,
): EvaluateArguments {
  if (parameters === 'any') return evaluateAll(args.positional, compile)
  if (parameters.length === 0 || (args.positional.length === 0 && args.named.length === 0)) return () => NONE
  const mistake = findMistake(args, parameters, what)
  if (mistake !== null) {
    return () => {
      throw mistake()
    }
  }
  const nodes: (ExpressionNode | undefined)[] = [...args.positional]
  for (const { name, value } of args.named) nodes[parameters.indexOf(name)] = value
  return evaluateAll(Array.from(nodes), compile)
}

function evaluateAll(
  nodes: readonly (ExpressionNode | undefined)[],
  compile: (node: ExpressionNode) => Evaluate,
): EvaluateArguments {
  const constants = nodes.map((node) => (node === undefined ? undefined : constantOf(node)))
  if (nodes.every((node, index) => node === undefined || constants[index] !== undefined)) return () => constants
  const evaluators = nodes.map((node) => (node === undefined ? null : compile(node)))
  return (run) => {
    const values: ArgumentValues[number][] = []
    for (const evaluate of evaluators) {
      if (evaluate === null) values.push(undefined)
      else {
        const value = evaluate(run)
        if (value === undefined) return undefined
        values.push(value)
      }
    }
    return values
  }
}

function findMistake(args: Arguments, parameters: readonly string[], what: string): (() => Fault) | null {
  const surplus = args.positional[parameters.length]
  if (surplus !== undefined) {
    const reason = `${what} takes at most ${parameters.length} argument${parameters.length === 1 ? '' : 's'}: ${parameters.join(', ')}`
    return () => new Fault('EXPRESSION_ARGUMENT', reason, { offset: surplus.start })
  }
  const seen = new Set(parameters.slice(0, args.positional.length))
  for (const { name, start } of args.named) {
    if (!parameters.includes(name)) {
      const near = nearNames(name, parameters)
      const hint = `Its arguments are: ${parameters.join(', ')}.`
      const details = { offset: start, missing: name, near, hint }
      return () => new Fault('EXPRESSION_ARGUMENT', `${what} has no argument \`${name}\``, details)
    }
    if (seen.has(name)) {
      return () => new Fault('EXPRESSION_ARGUMENT', `${what} gets the argument \`${name}\` twice`, { offset: start })
    }
    seen.add(name)
  }
  return null
}
