import { Fault } from '../errors/fault.ts'
import type { Budget } from '../runtime/budget.ts'
import type { Datum } from '../value/datum.ts'
import { checkNames } from './check-names.ts'
import { COLLECTION_NATIVES } from './collection-natives.ts'
import { CONTROL_NATIVES } from './control-natives.ts'
import { DATE_NATIVES } from './date-natives.ts'
import type { JqNode } from './jq-ast.ts'
import { JqBreak, JqError } from './jq-error.ts'
import { type JqLibrary, JqMachine } from './jq-machine.ts'
import { parseJq, parseJqDefinitions } from './jq-parser.ts'
import { JQ_PRELUDE } from './jq-prelude.ts'
import { NUMBER_NATIVES } from './number-natives.ts'
import { REGEX_NATIVES } from './regex-natives.ts'
import { TEXT_NATIVES } from './text-natives.ts'

/** A jq program that is ready to run. */
export interface JqProgram {
  /** All results for an input. @throws Fault with `EXPRESSION_VALUE` for an error of the program */
  run(input: Datum, budget: Budget, now: () => number): readonly Datum[]
}

/** Makes the function that reads jq programs; the built-in functions are read once, with the first program. */
export function createJqCompiler(): (source: string) => JqProgram {
  let library: JqLibrary | null = null
  return (source) => {
    library ??= readLibrary()
    return toProgram(parseJq(source), library)
  }
}

function readLibrary(): JqLibrary {
  const natives = new Map([
    ...CONTROL_NATIVES,
    ...COLLECTION_NATIVES,
    ...TEXT_NATIVES,
    ...NUMBER_NATIVES,
    ...REGEX_NATIVES,
    ...DATE_NATIVES,
  ])
  const definitions = new Map(
    parseJqDefinitions(JQ_PRELUDE).map((definition) => [
      `${definition.name}/${definition.parameters.length}`,
      definition,
    ]),
  )
  return { natives, definitions }
}

function toProgram(node: JqNode, library: JqLibrary): JqProgram {
  checkNames(node, library)
  return {
    run(input, budget, now) {
      const machine = new JqMachine(library, budget, now)
      try {
        return machine.collect(machine.values(node, input, null))
      } catch (error) {
        if (error instanceof JqError) throw new Fault('EXPRESSION_VALUE', `The jq program failed: ${error.message}`)
        if (error instanceof JqBreak) throw new Fault('EXPRESSION_VALUE', 'The jq program failed: break')
        throw error
      }
    },
  }
}
