import { readFileSync } from 'node:fs'
import { createExpressionEngine } from '@countersign/expression'
import { describe, expect, it } from 'vitest'
import { createTestCatalogue } from '../testing/test-catalogue.ts'
import { parseFlow } from './parse-flow.ts'

interface RecordedCase {
  readonly id: string
  readonly area: string
  readonly flows: readonly string[]
  readonly deviation?: string
  readonly expect: { readonly flowError?: boolean }
}

const CASES: readonly RecordedCase[] = JSON.parse(
  readFileSync(new URL('../../../../conformance/flows.json', import.meta.url), 'utf8'),
)
const catalogue = createTestCatalogue()
const expressions = createExpressionEngine()

/** Deviations that are about saving; the others are about running. */
const REFUSED_HERE = ['pa-dup-onresume', 'in-def-badint', 'in-def-badbool', 'in-def-badselect']
/** Cases whose tasks the test catalogue has with all their properties. */
const AREAS = ['inputs', 'validation', 'basic', 'pause', 'labels', 'outputs', 'if', 'parallel', 'sequential', 'slice']
const KNOWN = /type: "?(io\.[\w.]+)/g
const inScope = CASES.filter(({ id, area, flows }) => {
  if (!AREAS.includes(area)) return false
  if (id === 'vl-unknown-type') return true
  const types = flows.flatMap((flow) => [...flow.matchAll(KNOWN)].map((match) => match[1] ?? ''))
  return types.every((type) => catalogue.find(type) !== undefined || type.includes('.trigger.'))
})

describe('recorded flows of Kestra 1.3.31', () => {
  it('are there in number', () => {
    expect(inScope.length).toBeGreaterThan(110)
  })

  it.each(inScope.map((recorded) => [recorded.id, recorded] as const))(
    '%s is refused or accepted as recorded',
    (id, recorded) => {
      const refused = recorded.flows.some(
        (flow) => parseFlow(flow, { tenant: 'main', catalogue, expressions }).flow === null,
      )
      expect(refused).toBe(recorded.expect.flowError === true || REFUSED_HERE.includes(id))
    },
  )
})
