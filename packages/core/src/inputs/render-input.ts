import type { FieldError } from '../errors/app-error.ts'
import type { Value, ValueMap } from '../json/value.ts'
import { mayHoldTemplate } from '../task/properties/template-text.ts'
import { isList, isMap, toText } from '../task/properties/value-text.ts'
import type { PropertyRenderer } from '../task/property.ts'
import type { InputDeclaration } from './declaration.ts'
import { inputKind } from './registry.ts'

/** What was rendered, or the error at the field. */
export type RenderedInput<T> = { readonly value: T } | { readonly error: FieldError }

interface RenderingContext {
  rendererFor(inputs: ValueMap): PropertyRenderer
  isPending(error: unknown): boolean
}

/** Renders the parts of a declaration that may be expressions. Pending signals are thrown on. */
export interface InputRendering {
  /** Whether the input is asked for at all. */
  condition(declaration: InputDeclaration, inputs: ValueMap): RenderedInput<boolean>
  /** The declaration with its computed choices in `values`. */
  choices(declaration: InputDeclaration, inputs: ValueMap): RenderedInput<InputDeclaration>
  /** The default, or undefined when there is none. */
  defaults(declaration: InputDeclaration, inputs: ValueMap): RenderedInput<Value | undefined>
}

export function createInputRendering(context: RenderingContext): InputRendering {
  function attempt<T>(declaration: InputDeclaration, what: string, render: () => T): RenderedInput<T> {
    try {
      return { value: render() }
    } catch (error) {
      if (context.isPending(error)) throw error
      const reason = error instanceof Error ? error.message : String(error)
      const message = `Input \`${declaration.id}\`: ${what} cannot be rendered: ${reason}`
      return { error: { field: declaration.id, code: 'INPUT_EXPRESSION', message } }
    }
  }

  return {
    condition: (declaration, inputs) => {
      const condition = declaration.dependsOn?.condition
      if (condition === undefined) return { value: true }
      // Only the boolean true enables: neither the text `true` nor 1 (engine.md 2.3 step 3).
      return attempt(declaration, 'its condition', () => context.rendererFor(inputs).typed(condition) === true)
    },
    choices: (declaration, inputs) => {
      const { expression } = declaration
      if (expression === undefined) return { value: declaration }
      const rendered = attempt(declaration, 'its list of choices', () => context.rendererFor(inputs).typed(expression))
      if ('error' in rendered) return rendered
      const list = rendered.value
      if (!isList(list)) return { error: notAList(declaration, list) }
      return { value: { ...declaration, values: list.filter((item) => item !== null).map(toText) } }
    },
    defaults: (declaration, inputs) => {
      const { defaults } = declaration
      if (defaults === undefined || defaults === null) return { value: firstChoice(declaration) }
      const asText = inputKind(declaration.type).isText
      const render = () => renderDeep(defaults, context.rendererFor(inputs), asText)
      const rendered = attempt<Value>(declaration, 'its default', render)
      return 'error' in rendered || rendered.value !== null ? rendered : { value: undefined }
    },
  }
}

function firstChoice(declaration: InputDeclaration): Value | undefined {
  if (declaration.autoSelectFirst !== true) return undefined
  const first = declaration.values?.[0]
  return declaration.type === 'MULTISELECT' && first !== undefined ? [first] : first
}

function notAList(declaration: InputDeclaration, received: Value): FieldError {
  const message = `Input \`${declaration.id}\`: its list of choices must be a list; the expression gave \`${toText(received)}\`.`
  return { field: declaration.id, code: 'INPUT_EXPRESSION', message }
}

/** Renders every text in a value. Texts without an expression are not touched. */
function renderDeep(value: Value, renderer: PropertyRenderer, asText: boolean): Value {
  if (typeof value === 'string') {
    if (!mayHoldTemplate(value)) return value
    return asText ? renderer.text(value) : renderer.typed(value)
  }
  if (isList(value)) return value.map((item) => renderDeep(item, renderer, asText))
  if (!isMap(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renderDeep(item, renderer, asText)]))
}
