import { FLOWABLE_TYPES, parseFlow } from '@countersign/core'
import { createExpressionEngine } from '@countersign/expression'
import { createCatalogue } from '@countersign/plugin-sdk'
import { builtinTasks } from '@countersign/plugins'
import jdbc from 'countersign-plugin-jdbc'
import { describe, expect, it } from 'vitest'
import { allPages, blocksOf } from './markdown.ts'

const catalogue = createCatalogue([...FLOWABLE_TYPES, ...builtinTasks, ...jdbc.tasks])
const expressions = createExpressionEngine()

/** The tasks that the pages beside task types show. */
const examples = allPages()
  .filter(({ path }) => /^(packages\/plugins\/src|plugins\/\w+)\/.*README\.md$/.test(path))
  .flatMap(blocksOf)
  .filter(({ language, text }) => language === 'yaml' && text.startsWith('- id:'))
  .map(({ page, line, text }) => ({ where: `${page}:${line}`, text }))

describe('The example of a task type', () => {
  it('is found for most of them', () => {
    expect(examples.length).toBeGreaterThan(40)
  })

  it.each(examples)('can be saved: $where', ({ text }) => {
    const tasks = text.replaceAll(/^/gm, '  ')
    const { flow, diagnostics } = parseFlow(`id: example\nnamespace: company.team\ntasks:\n${tasks}`, {
      tenant: 'main',
      catalogue,
      expressions,
    })
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(flow?.tasks.length).toBeGreaterThan(0)
  })
})
