import { parse } from 'yaml'
import type { ExpressionCase, FlowCase } from './case-file.ts'

/** The part of a file of cases that must come out as recorded. */
export type Expectation = {
  readonly areas: readonly {
    /** Name of an area; `*` stands for all of them. */
    readonly area: string
    /** Ids that are not asked yet; `*` at the end stands for any rest. */
    readonly except?: readonly string[]
    /** `named`: only cases whose task and input types are all among `namedTypes`. */
    readonly types?: 'named'
  }[]
  /** Task types (with their package) and input types (in capitals). */
  readonly namedTypes?: readonly string[]
}

/** Contents of `conformance/expected.json`. */
export type Expectations = { readonly expressions: Expectation; readonly flows: Expectation }

/** Ids of the cases that an expectation asks for. Cases with a deviation are never among them. */
export function askedIds(cases: readonly (ExpressionCase | FlowCase)[], expectation: Expectation): ReadonlySet<string> {
  const named = new Set(expectation.namedTypes)
  const asked = cases.filter(
    (one) =>
      !('deviation' in one && 'flows' in one) &&
      expectation.areas.some(
        ({ area, except = [], types }) =>
          (area === '*' || area === one.area) &&
          !except.some((pattern) => matches(one.id, pattern)) &&
          (types === undefined || [...typesOf(one)].every((type) => named.has(type))),
      ),
  )
  return new Set(asked.map(({ id }) => id))
}

function matches(id: string, pattern: string): boolean {
  return pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : id === pattern
}

/** Every task, trigger and input type that the flows of a case name. */
function typesOf(one: ExpressionCase | FlowCase): ReadonlySet<string> {
  return new Set('flows' in one ? one.flows.flatMap(typesInFlow) : [])
}

/** Task, trigger and input types that a flow names, in order of appearance. */
export function typesInFlow(source: string): readonly string[] {
  const types: string[] = []
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if ('type' in value && typeof value.type === 'string' && isTypeName(value.type)) types.push(value.type)
    Object.values(value).forEach(visit)
  }
  // Some recorded flows are wrong on purpose, with a key that is there twice for instance.
  visit(parse(source, { uniqueKeys: false, strict: false, logLevel: 'silent' }))
  return types
}

/** Tells `io.kestra.plugin.core.log.Log` and `STRING` from other properties named `type`, such as a retry's `constant`. */
function isTypeName(text: string): boolean {
  return /^[a-z]\w*(?:\.\w+)+$/.test(text) || /^[A-Z][A-Z_]*$/.test(text)
}
