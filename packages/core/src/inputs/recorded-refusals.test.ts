import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseFlow } from '../flow/parse-flow.ts'
import { createTestCatalogue } from '../testing/test-catalogue.ts'
import { resolveInputs } from './resolve-inputs.ts'

interface RecordedCase {
  readonly id: string
  readonly area: string
  readonly flows: readonly string[]
  readonly inputs?: Readonly<Record<string, string>> | null
  readonly deviation?: string
  readonly expect: { readonly error?: boolean }
}

const CASES: readonly RecordedCase[] = JSON.parse(
  readFileSync(new URL('../../../../conformance/flows.json', import.meta.url), 'utf8'),
).filter(({ area }: RecordedCase) => area === 'inputs')

/** Our codes for what was given, and what would have been right. All wrong inputs are named at once; Kestra names the first. */
const REFUSALS: Readonly<
  Record<string, { readonly errors: readonly string[]; readonly right: Record<string, string> }>
> = {
  'in-bad-i': { errors: ['i INPUT_TYPE'], right: { i: '15' } },
  'in-bad-f': { errors: ['f INPUT_TYPE'], right: { f: '1.5' } },
  'in-bad-t': { errors: ['t INPUT_TYPE'], right: { t: '23:59' } },
  'in-bad-du': { errors: ['du INPUT_TYPE'], right: { du: 'PT5M' } },
  'in-bad-j': { errors: ['j INPUT_TYPE'], right: { j: '{"a":1}' } },
  'in-bad-y': { errors: ['y INPUT_TYPE'], right: { y: 'a: []' } },
  'in-bad-m': { errors: ['m INPUT_CHOICE'], right: { m: '["X","Z"]' } },
  'in-bad-ar': { errors: ['ar INPUT_TYPE'], right: { ar: '["1"]' } },
  'in-bad-em': { errors: ['em INPUT_TYPE'], right: { em: 'ada@example.com' } },
  // Of these Kestra refuses only the empty text, and reads the words as false: see the deviation of in-bool-words.
  'in-bool-values': {
    errors: ['a INPUT_TYPE', 'b INPUT_TYPE', 'c INPUT_TYPE', 'e INPUT_MISSING'],
    right: { a: 'true', b: 'FALSE', c: 'True', d: 'True', e: 'false' },
  },
  'in-bool-words': {
    errors: ['a INPUT_TYPE', 'b INPUT_TYPE', 'c INPUT_TYPE', 'e INPUT_TYPE', 'f INPUT_TYPE'],
    right: { a: 'true', b: 'true', c: 'false', d: 'TRUE', e: 'false', f: 'true' },
  },
  'in-missing': { errors: ['a INPUT_MISSING', 'b INPUT_MISSING'], right: { a: 'x', b: '1' } },
  'in-minmax': {
    errors: ['a INPUT_RANGE', 'b INPUT_PATTERN', 'c INPUT_RANGE'],
    right: { a: '5', b: 'abc', c: '2024-01-02' },
  },
  'in-emptytext-string': { errors: ['a INPUT_MISSING'], right: { a: ' ' } },
  'in-emptytext-int': { errors: ['a INPUT_MISSING'], right: { a: '0' } },
  'in-emptytext-float': { errors: ['a INPUT_MISSING'], right: { a: '0' } },
  'in-emptytext-boolean': { errors: ['a INPUT_MISSING'], right: { a: 'false' } },
  'in-emptytext-bool': { errors: ['a INPUT_MISSING'], right: { a: 'false' } },
  'in-emptytext-time': { errors: ['a INPUT_MISSING'], right: { a: '00:00' } },
  'in-emptytext-duration': { errors: ['a INPUT_MISSING'], right: { a: 'PT0S' } },
  'in-emptytext-json': { errors: ['a INPUT_MISSING'], right: { a: '""' } },
  'in-emptytext-yaml': { errors: ['a INPUT_MISSING'], right: { a: '""' } },
  'in-emptytext-email': { errors: ['a INPUT_MISSING'], right: { a: 'a@b' } },
  'in-emptytext-select': { errors: ['a INPUT_MISSING'], right: { a: 'A' } },
  'in-emptytext-multiselect': { errors: ['a INPUT_MISSING'], right: { a: '[]' } },
  'in-emptytext-array': { errors: ['a INPUT_MISSING'], right: { a: '[]' } },
  'in-emptytext-secret': { errors: ['a INPUT_MISSING'], right: { a: 's' } },
  'in-val-int-blank': { errors: ['a INPUT_TYPE'], right: { a: '5' } },
  'in-val-int-big': { errors: ['a INPUT_TYPE'], right: { a: '2147483647' } },
  'in-val-dt-local': { errors: ['a INPUT_TYPE'], right: { a: '2024-01-02T03:04:05Z' } },
  'in-two-bad': {
    errors: ['a INPUT_TYPE', 'b INPUT_TYPE', 'c INPUT_MISSING'],
    right: { a: '1', b: '2', c: 'x' },
  },
}

function resolve(recorded: RecordedCase, given: Readonly<Record<string, string>>) {
  const { flow } = parseFlow(recorded.flows.at(-1) ?? '', { tenant: 'main', catalogue: createTestCatalogue() })
  if (flow === null) throw new Error(`The flow of ${recorded.id} was refused.`)
  const raw = Object.entries(given).map(([id, text]) => [id, { kind: 'text', text }] as const)
  return resolveInputs(flow.inputs, new Map(raw), {
    dateTimes: 'six-digits',
    owner: 'this flow',
    isPending: () => false,
    encrypt: () => 'sealed',
    placeOf: (_declaration, { name }) => `kestra:///${name}`,
    rendererFor: () => ({ text: (template) => template, typed: (template) => template }),
  })
}

function caseOf(id: string): RecordedCase {
  const found = CASES.find((recorded) => recorded.id === id)
  if (found === undefined) throw new Error(`There is no recorded case ${id}.`)
  return found
}

describe('inputs with which Kestra 1.3.31 refused to start', () => {
  it('are all here, but for defaults that are refused when the flow is saved', () => {
    const refused = CASES.filter(({ deviation, expect: { error } }) => error === true && deviation === undefined)
    expect(refused.map(({ id }) => id).filter((id) => REFUSALS[id] === undefined)).toEqual([])
  })

  it.each(Object.entries(REFUSALS))('%s: every wrong input is named with its reason', (id, { errors }) => {
    const recorded = caseOf(id)
    const found = resolve(recorded, recorded.inputs ?? {}).errors
    expect(found.map(({ field, code }) => `${field} ${code}`)).toEqual(errors)
    for (const { field, message } of found) expect(message).toContain(`\`${field}\``)
  })

  it.each(Object.entries(REFUSALS))('%s: the same flow takes what is right', (id, { right }) => {
    expect(resolve(caseOf(id), right).errors).toEqual([])
  })
})
