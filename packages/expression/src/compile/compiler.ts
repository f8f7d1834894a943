import type { AnyFilter } from '../filters/filter.ts'
import type { TemplateFunction } from '../functions/function.ts'
import type { ExpressionNode, ParsedTemplate } from '../syntax/ast.ts'
import type { TestDefinition } from '../tests/test-definition.ts'
import { localNames } from './local-names.ts'
import { pathKey, repeatedPaths } from './repeated-paths.ts'

/** Everything that a template can name. */
export interface Vocabulary {
  readonly filters: ReadonlyMap<string, AnyFilter>
  readonly functions: ReadonlyMap<string, TemplateFunction>
  readonly tests: ReadonlyMap<string, TestDefinition>
}

/** What the compilers of single nodes share while they compile one template. */
export class Compiler {
  readonly vocabulary: Vocabulary
  readonly template: ParsedTemplate
  readonly #slots: ReadonlyMap<string, number>
  readonly #repeated: ReadonlyMap<string, number>

  constructor(template: ParsedTemplate, vocabulary: Vocabulary) {
    this.vocabulary = vocabulary
    this.template = template
    this.#slots = new Map(localNames(template).map((name, slot) => [name, slot]))
    this.#repeated = repeatedPaths(template, this.#slots)
  }

  /** Where the value of a path is remembered during a rendering; undefined for expressions that are evaluated anew. */
  memoIndex(node: ExpressionNode): number | undefined {
    const key = this.#repeated.size === 0 ? null : pathKey(node, this.#slots)
    return key === null ? undefined : this.#repeated.get(key)
  }

  /** The slot of a name; undefined for names that the template never sets. */
  slotOf(name: string): number | undefined {
    return this.#slots.get(name)
  }

  /** The slot of a name that the template sets. */
  ownSlot(name: string): number {
    return this.#slots.get(name) ?? -1
  }

  /** Parameters of a macro of the template; undefined when there is no such macro. */
  macroParameters(name: string): readonly string[] | undefined {
    return this.template.macros.get(name)?.parameters.map((parameter) => parameter.name)
  }

  get locals(): readonly string[] {
    return [...this.#slots.keys()]
  }
}
