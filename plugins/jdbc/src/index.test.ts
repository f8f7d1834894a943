import { readFileSync } from 'node:fs'
import { createCatalogue } from '@countersign/plugin-sdk'
import { describe, expect, it } from 'vitest'
import plugin from './index.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

describe('The plugin for databases', () => {
  it('brings types that nothing else brings', () => {
    const catalogue = createCatalogue(plugin.tasks, { triggers: plugin.triggers })
    const types = [...catalogue.list(), ...plugin.triggers].map(({ type }) => type)
    expect(types).toHaveLength(6)
    expect(types.every((type) => type.startsWith('io.kestra.plugin.jdbc.'))).toBe(true)
  })

  it.each(plugin.tasks.map((task) => [task.type, task] as const))(
    'tells of %s and each of its properties',
    (type, task) => {
      expect(readme).toContain(`\`${type}\``)
      for (const name of Object.keys(task.properties)) expect(readme).toContain(`\`${name}\``)
    },
  )

  it.each(plugin.triggers.map(({ type }) => type))('tells of %s, whose properties are those of a query', (type) => {
    expect(readme).toContain(`\`${type}\``)
  })
})
