import { Fault } from '../errors/fault.ts'
import { JsonSyntaxError } from '../json/json-syntax-error.ts'
import { readJson } from '../json/read-json.ts'
import type { TemplateFunction } from './function.ts'
import { given, unfit } from './function-arguments.ts'

/**
 * Reads JSON. Only the first value of the text counts; null gives null. Also called `json`.
 *
 * @argument json - the text
 * @result value
 * @error EXPRESSION_ARGUMENT the text is missing or no text
 * @error EXPRESSION_VALUE the text is no JSON
 * @example {{ fromJson('{"a": [1, 2.5]}').a[1] }} → 2.5
 */
export const fromJson: TemplateFunction = {
  name: 'fromJson',
  parameters: ['json'],
  apply(args, run) {
    const json = given(args, 0, 'fromJson', 'json')
    if (json === null) return null
    if (typeof json !== 'string') throw unfit('fromJson', 'json', 'a text', json)
    try {
      run.budget.steps(json.length)
      return readJson(json, (size) => run.budget.checkSize(size))
    } catch (error) {
      if (error instanceof JsonSyntaxError) throw new Fault('EXPRESSION_VALUE', error.message)
      throw error
    }
  },
}
