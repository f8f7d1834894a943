import { describe, expect, it } from 'vitest'
import { p } from '../task/properties/p.ts'
import type { JsonSchema } from '../task/property.ts'
import { readYaml } from './document/yaml-document.ts'
import { createFindings } from './findings.ts'
import { valueBySchema } from './text-by-schema.ts'

function value(source: string, schema: JsonSchema) {
  const node = readYaml(source, createFindings())
  return node === null ? null : valueBySchema(node, schema)
}

describe('valueBySchema', () => {
  it('keeps the source text of plain scalars given to a text (case bas-yaml-booleans)', () => {
    const { schema } = p.string()
    expect(['on', 'yes', '010', '1e3', '1.50', '0x1F', 'true', '12:30'].map((text) => value(text, schema))).toEqual([
      'on',
      'yes',
      '010',
      '1e3',
      '1.50',
      '0x1F',
      'true',
      '12:30',
    ])
  })

  it('keeps nothing as nothing', () => {
    expect(value('null', p.string().schema)).toBeNull()
  })

  it('keeps the type where it may stand', () => {
    expect(value('5', p.int().schema)).toBe(5)
    expect(value('on', p.boolean().schema)).toBe(true)
    expect(value('[on, 5, 010]', p.any().schema)).toEqual([true, 5, 8])
  })

  it('looks into lists and maps', () => {
    expect(value('[on, 5]', p.texts().schema)).toEqual(['on', '5'])
    expect(value('{X: 010, Y: yes}', p.map(p.string()).schema)).toEqual({ X: '010', Y: 'yes' })
    expect(value('{name: on, count: 010}', p.object({ name: p.string(), count: p.int() }).schema)).toEqual({
      name: 'on',
      count: 8,
    })
  })
})
