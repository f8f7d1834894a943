import { Fault } from '../errors/fault.ts'
import type { Run } from '../runtime/run.ts'
import { type Datum, isCollection, isMap } from '../value/datum.ts'
import { mapEntries } from '../value/map-access.ts'
import type { TemplateFunction } from './function.ts'
import { given, maybeBoolean } from './function-arguments.ts'

/**
 * Renders a text that itself holds expressions; in maps (keys too) and lists every text. Other values stay. Everything that is
 * visible here is visible to them, variables that the template set too.
 *
 * @argument toRender - text, map or list
 * @argument recursive - true (the default): again until nothing changes; false: once
 * @result text, map or list
 * @error EXPRESSION_ARGUMENT nothing is given, or `recursive` is no boolean
 * @error EXPRESSION_LIMIT it still changes after 100 times
 * @example {% set x = 'X' %}{{ render('{{ x }}') }} → X
 */
export const render: TemplateFunction = {
  name: 'render',
  parameters: ['toRender', 'recursive'],
  apply(args, run) {
    const value = given(args, 0, 'render', 'toRender')
    return renderValue(value, run, maybeBoolean(args, 1, 'render', 'recursive', true), 'render')
  },
}

/** Renders every text of a value. With recursive rendering switched on, there is nothing left to render. */
export function renderValue(value: Datum, run: Run, recursive: boolean, name: string): Datum {
  if (run.context.recursive === true) {
    throw new Fault(
      'EXPRESSION_UNKNOWN_FUNCTION',
      `\`${name}\` does not exist while everything is rendered recursively`,
    )
  }
  return rendered(value, (text) => run.services.renderInside(run, text, recursive), run)
}

function rendered(value: Datum, render: (text: string) => string, run: Run): Datum {
  run.budget.step()
  if (typeof value === 'string') return render(value)
  if (isCollection(value)) return [...value].map((item) => rendered(item, render, run))
  if (!isMap(value)) return value
  const entries = mapEntries(value).map(
    ([key, item]) => [rendered(key, render, run), rendered(item, render, run)] as const,
  )
  return new Map(entries)
}
