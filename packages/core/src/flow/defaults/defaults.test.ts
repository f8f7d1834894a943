import { createExpressionEngine } from '@countersign/expression'
import { describe, expect, it } from 'vitest'
import type { Value } from '../../json/value.ts'
import { createTestCatalogue } from '../../testing/test-catalogue.ts'
import { parseFlow } from '../parse-flow.ts'
import type { PluginDefault } from '../policies.ts'
import { withPluginDefaults } from './with-plugin-defaults.ts'

const catalogue = createTestCatalogue()
const expressions = createExpressionEngine()
const LOG = 'io.kestra.plugin.core.log.Log'
const REQUEST = 'io.kestra.plugin.core.http.Request'

function parse(lines: readonly string[], pluginDefaults: readonly PluginDefault[] = []) {
  const source = `${['id: f', 'namespace: demo', ...lines].join('\n')}\n`
  return parseFlow(source, { tenant: 'main', catalogue, expressions, pluginDefaults })
}

/** The properties of the first task as it runs. */
function effective(lines: readonly string[], pluginDefaults: readonly PluginDefault[] = []) {
  const { flow, diagnostics } = parse(lines, pluginDefaults)
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  if (flow === null) throw new Error('the flow of the test is not valid')
  const { flow: filled, problems } = withPluginDefaults(flow, { catalogue, pluginDefaults })
  expect(problems).toEqual([])
  return filled.tasks[0]
}

function levelDefault(level: string, forced: boolean): PluginDefault {
  return { type: LOG, forced, values: { level } }
}

function ownDefault(type: string, values: string, forced = false): string {
  return `  - { type: ${type}, forced: ${forced}, values: ${values} }`
}

const found = (lines: readonly string[], pluginDefaults: readonly PluginDefault[] = []) =>
  parse(lines, pluginDefaults).diagnostics.map(
    ({ code, path, range }) => `${code} ${path} ${range?.line ?? 0}:${range?.column ?? 0}`,
  )

describe('plugin defaults', () => {
  it('fill what a task leaves out, and are not stored in it', () => {
    const lines = [
      'pluginDefaults:',
      ownDefault(LOG, '{ level: WARN }'),
      'tasks:',
      `  - { id: a, type: ${LOG}, message: m }`,
    ]
    expect(effective(lines)?.properties).toEqual({ message: 'm', level: 'WARN' })
    expect(parse(lines).flow?.tasks[0]?.properties).toEqual({ message: 'm' })
    expect(parse(lines).flow?.pluginDefaults).toEqual([{ type: LOG, forced: false, values: { level: 'WARN' } }])
  })

  // engine.md 1.5, the table of precedence.
  it.each([
    [false, false, 'task'],
    [false, true, 'server'],
    [true, false, 'flow'],
    [true, true, 'flow'],
  ])('of a flow (forced: %s) and the server (forced: %s): the value of the %s wins', (own, server, winner) => {
    const levels = { task: 'DEBUG', flow: 'WARN', server: 'ERROR' }
    const lines = (task: string) => [
      'pluginDefaults:',
      ownDefault(LOG, `{ level: ${levels.flow} }`, own),
      'tasks:',
      `  - { id: a, type: ${LOG}, message: m${task} }`,
    ]
    const level = (task: string) => effective(lines(task), [levelDefault(levels.server, server)])?.properties.level
    expect(level(', level: DEBUG')).toBe(levels[winner as keyof typeof levels])
    // Without a value of its own the task takes the flow's, unless the server forces its own.
    expect(level('')).toBe(!own && server ? levels.server : levels.flow)
  })

  it('apply by prefix and by alias, the most exact type first', () => {
    const lines = (type: string) => [
      'pluginDefaults:',
      ownDefault('io.kestra', '{ logLevel: INFO, description: prefix }'),
      ownDefault('io.kestra.core.tasks.log.Log', '{ level: WARN, description: exact }'),
      'tasks:',
      `  - { id: a, type: ${type}, message: m }`,
    ]
    for (const type of [LOG, 'io.kestra.core.tasks.log.Log']) {
      expect(effective(lines(type))).toMatchObject({
        logLevel: 'INFO',
        description: 'exact',
        properties: { level: 'WARN' },
      })
    }
  })

  it('reach a trigger by its old name', () => {
    const { flow } = parse([
      'pluginDefaults:',
      ownDefault('io.kestra.plugin.core.trigger.Schedule', '{ timezone: Europe/Paris }'),
      'triggers: [{ id: s, type: io.kestra.core.models.triggers.types.Schedule, cron: "* * * * *" }]',
      `tasks: [{ id: a, type: ${LOG}, message: m }]`,
    ])
    if (flow === null) throw new Error('the flow of the test is not valid')
    const { flow: filled } = withPluginDefaults(flow, { catalogue, pluginDefaults: [] })
    expect(filled.triggers[0]?.properties).toMatchObject({ timezone: 'Europe/Paris' })
  })

  it('reach tasks in branches, triggers and other maps with a type', () => {
    const { flow } = parse([
      'pluginDefaults:',
      ownDefault(LOG, '{ level: WARN }'),
      ownDefault('io.kestra.plugin.core.trigger', '{ timezone: Europe/Paris }'),
      ownDefault('constant', '{ interval: PT5S }'),
      'triggers: [{ id: s, type: io.kestra.plugin.core.trigger.Schedule, cron: "* * * * *" }]',
      'tasks:',
      '  - id: s',
      '    type: io.kestra.plugin.core.flow.Sequential',
      `    tasks: [{ id: a, type: ${LOG}, message: m, retry: { type: constant, interval: PT1S } }, { id: b, type: ${LOG}, message: m, retry: { type: constant } }]`,
    ])
    if (flow === null) throw new Error('the flow of the test is not valid')
    const { flow: filled } = withPluginDefaults(flow, { catalogue, pluginDefaults: [] })
    expect(filled.triggers[0]?.properties).toMatchObject({ timezone: 'Europe/Paris' })
    expect(filled.tasks[0]?.branches.tasks).toMatchObject([
      { properties: { level: 'WARN' }, retry: { intervalMs: 1_000 } },
      { properties: { level: 'WARN' }, retry: { intervalMs: 5_000 } },
    ])
  })

  it('merge maps member by member, and lists with the items of the default first (of a forced one last)', () => {
    const lines = (forced: boolean) => [
      'pluginDefaults:',
      ownDefault(REQUEST, '{ headers: { a: default, b: default }, options: { retries: 2 } }', forced),
      ownDefault(LOG, '{ message: [x] }', forced),
      'tasks:',
      `  - { id: a, type: ${REQUEST}, uri: "http://localhost/", headers: { a: own }, options: { followRedirects: false } }`,
      `  - { id: b, type: ${LOG}, message: [y] }`,
    ]
    const properties = (forced: boolean): readonly Value[] => {
      const { flow } = parse(lines(forced))
      if (flow === null) throw new Error('the flow of the test is not valid')
      return withPluginDefaults(flow, { catalogue, pluginDefaults: [] }).flow.tasks.map((task) => task.properties)
    }
    const options = { followRedirects: false, retries: 2 }
    expect(properties(false)).toMatchObject([{ headers: { a: 'own', b: 'default' }, options }, { message: ['x', 'y'] }])
    expect(properties(true)).toMatchObject([
      { headers: { a: 'default', b: 'default' }, options },
      { message: ['y', 'x'] },
    ])
  })

  it('may give what a task needs, and may name what other types of a prefix have', () => {
    const lines = (type: string) => [
      'pluginDefaults:',
      ownDefault(type, '{ message: m, level: INFO }'),
      'tasks:',
      `  - { id: a, type: ${LOG} }`,
      '  - { id: b, type: io.kestra.plugin.core.debug.Return }',
    ]
    expect(found(lines(LOG))).toEqual([])
    expect(found(lines('io.kestra.plugin.core'))).toEqual([])
  })

  it('may be called `taskDefaults`, which is reported as old', () => {
    const lines = [
      'taskDefaults:',
      ownDefault(LOG, '{ level: WARN }'),
      'tasks:',
      `  - { id: a, type: ${LOG}, message: m }`,
    ]
    expect(effective(lines)?.properties.level).toBe('WARN')
    expect(found(lines)).toEqual(['PROPERTY_DEPRECATED taskDefaults 4:3'])
  })

  it.each([
    ['{ type: io.kestra, values: { a: null } }', ['PLUGIN_DEFAULT_INVALID pluginDefaults[0].values.a 5:37']],
    [`{ type: ${LOG}, values: { levle: INFO } }`, ['PLUGIN_DEFAULT_INVALID pluginDefaults[0].values.levle 5:61']],
    ['{ values: { a: 1 } }', ['FLOW_MISSING_PROPERTY pluginDefaults[0].type 5:5']],
    ['{ type: io.kestra }', ['FLOW_MISSING_PROPERTY pluginDefaults[0].values 5:5']],
    ['{ type: unknown.Type, values: { anything: 1 } }', []],
  ])('are checked themselves: %s', (item, problems) => {
    expect(found([`tasks: [{ id: a, type: ${LOG}, message: m }]`, 'pluginDefaults:', `  - ${item}`])).toEqual(problems)
  })

  it('that do not fit are reported where they stand, once for all tasks', () => {
    const tasks = `tasks: [{ id: a, type: ${LOG}, message: m }, { id: b, type: ${LOG}, message: m }]`
    const lines = (values: string) => [tasks, 'pluginDefaults:', `  - { type: ${LOG}, values: { level: ${values} } }`]
    expect(found(lines('LOUD'))).toEqual(['TASK_PROPERTY_INVALID tasks[0].level 5:61'])
    expect(found(lines('"{{ nope( }}"'))).toEqual(['EXPRESSION_SYNTAX tasks[0].level 5:69'])
  })

  it('of the server that do not fit are reported at the type of the task', () => {
    const wrong: PluginDefault = { type: LOG, forced: true, values: { level: 'LOUD' } }
    expect(found([`tasks: [{ id: a, type: ${LOG}, message: m }]`], [wrong])).toEqual([
      'TASK_PROPERTY_INVALID tasks[0].level 3:24',
    ])
  })

  it('of the server that no longer fit a stored flow are left out, and that is told', () => {
    const { flow } = parse([`tasks: [{ id: a, type: ${LOG}, message: m }]`])
    if (flow === null) throw new Error('the flow of the test is not valid')
    const wrong: PluginDefault = { type: LOG, forced: true, values: { level: 'LOUD' } }
    const result = withPluginDefaults(flow, { catalogue, pluginDefaults: [wrong] })
    expect(result.flow).toBe(flow)
    expect(result.problems.map(({ code }) => code)).toEqual(['TASK_PROPERTY_INVALID'])
  })

  it('of the server that no longer fit leave those of the flow in force', () => {
    const { flow } = parse([
      'pluginDefaults:',
      ownDefault(LOG, '{ level: WARN }'),
      `tasks: [{ id: a, type: ${LOG}, message: m }]`,
    ])
    if (flow === null) throw new Error('the flow of the test is not valid')
    const wrong: PluginDefault = { type: LOG, forced: true, values: { message: 5, level: 'LOUD' } }
    const { flow: filled, problems } = withPluginDefaults(flow, { catalogue, pluginDefaults: [wrong] })
    expect(filled.tasks[0]?.properties).toEqual({ message: 'm', level: 'WARN' })
    expect(problems.map(({ code }) => code)).toEqual(['TASK_PROPERTY_INVALID'])
  })
})
