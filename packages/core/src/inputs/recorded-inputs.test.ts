import { readFileSync } from 'node:fs'
import { createExpressionEngine, isPendingSignal } from '@countersign/expression'
import { describe, expect, it } from 'vitest'
import type { Flow } from '../flow/flow.ts'
import { parseFlow } from '../flow/parse-flow.ts'
import type { Value, ValueMap } from '../json/value.ts'
import { toJsonText } from '../task/properties/value-text.ts'
import { createTestCatalogue } from '../testing/test-catalogue.ts'
import type { RawInput } from './declaration.ts'
import { resolveInputs } from './resolve-inputs.ts'

interface RecordedCase {
  readonly id: string
  readonly area: string
  readonly flows: readonly string[]
  readonly inputs?: Readonly<Record<string, string | { readonly $file: string }>> | null
  readonly deviation?: string
  readonly expect: { readonly error?: boolean; readonly inputs?: Readonly<Record<string, unknown>> }
}

const ALL: readonly RecordedCase[] = JSON.parse(
  readFileSync(new URL('../../../../conformance/flows.json', import.meta.url), 'utf8'),
)
const CASES = ALL.filter(({ area, deviation }) => area === 'inputs' && deviation === undefined)
const expressions = createExpressionEngine()

function flowOf(recorded: RecordedCase): Flow {
  const { flow } = parseFlow(recorded.flows.at(-1) ?? '', { tenant: 'main', catalogue: createTestCatalogue() })
  if (flow === null) throw new Error(`The flow of ${recorded.id} was refused.`)
  return flow
}

function resolve(flow: Flow, given: RecordedCase['inputs']) {
  const raw = Object.entries(given ?? {}).map(([id, input]): [string, RawInput] => [
    id,
    typeof input === 'string'
      ? { kind: 'text', text: input }
      : { kind: 'file', file: { name: input.$file, size: 3, digest: '', open: async function* () {} } },
  ])
  return resolveInputs(flow.inputs, new Map(raw), {
    dateTimes: 'six-digits',
    owner: 'this flow',
    placeOf: (_declaration, { name }) => `kestra:///${name}`,
    isPending: isPendingSignal,
    encrypt: () => ({ type: 'io.kestra.datatype:aes_encrypted', value: 'cipher' }),
    rendererFor: (inputs: ValueMap) => {
      const scope = { inputs, vars: flow.variables, flow: { id: flow.id, namespace: flow.namespace } }
      return {
        text: (template) => expressions.render(template, scope),
        typed: (template) => expressions.renderTyped(template, scope),
      }
    },
  })
}

/** The recording as numbers alone: JSON of the recording has lost whether 5 was 5.0. */
function plain(values: Value): unknown {
  return JSON.parse(toJsonText(values), (_key, value: unknown) => (value === null ? undefined : value))
}

describe('recorded inputs of Kestra 1.3.31', () => {
  it('are there in number', () => {
    expect(CASES.length).toBeGreaterThan(45)
  })

  it.each(CASES.map((recorded) => [recorded.id, recorded] as const))('%s comes out as recorded', (_id, recorded) => {
    const { values, errors } = resolve(flowOf(recorded), recorded.inputs)
    expect(errors.length > 0).toBe(recorded.expect.error === true)
    if (errors.length > 0) return
    const expected = recorded.expect.inputs ?? {}
    const known = Object.entries(expected).filter(([, value]) => !JSON.stringify(value).includes('<any>'))
    expect(plain(values)).toMatchObject(Object.fromEntries(known))
    expect(Object.keys(Object(plain(values))).sort()).toEqual(Object.keys(expected).sort())
  })
})
