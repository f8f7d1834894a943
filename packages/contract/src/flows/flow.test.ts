import { describe, expect, it } from 'vitest'
import { routes } from '../routes.ts'
import { flowForExecutionSchema, flowMaybeSourceSchema, flowSchema, flowWithSourceSchema } from './flow.ts'
import { flowValidationSchema } from './flow-validation.ts'

const created = {
  id: 'vacation',
  namespace: 'people.hr',
  revision: 1,
  description: 'Asks a manager',
  inputs: [{ id: 'days', type: 'INT', required: true, defaults: '5', max: 30 }],
  disabled: false,
  deleted: false,
  labels: [{ key: 'team', value: 'hr' }],
  variables: { limit: 3 },
  tasks: [{ id: 'hello', type: 'io.kestra.plugin.core.log.Log', message: '{{ inputs.days }}' }],
  source: '# stays\nid: vacation\n',
}

describe('flows', () => {
  it('takes the answer of a create: no `updated`, no `triggers`', () => {
    expect(flowWithSourceSchema.parse(created)).toEqual(created)
  })

  it('takes a flow that was read: `updated` with many digits, `triggers` empty, source left out', () => {
    const { source: _, ...rest } = created
    const read = { ...rest, updated: '2026-11-23T05:54:05.875338Z', triggers: [] }
    expect(flowSchema.parse(read)).toEqual(read)
    expect(flowMaybeSourceSchema.parse(read)).toEqual(read)
  })

  it('takes a deleted flow, its revision grown', () => {
    const deleted = { ...created, revision: 2, deleted: true }
    expect(routes.flows.read.responses[200].content['application/json'].parse(deleted)).toEqual(deleted)
  })

  it('keeps every property of a task or trigger', () => {
    const trigger = { id: 's', type: 'io.kestra.plugin.core.trigger.Schedule', cron: '0 0 1 1 *', disabled: true }
    expect(flowSchema.parse({ ...created, triggers: [trigger] }).triggers).toEqual([trigger])
  })

  it('takes the flow of an execution with the form of a Pause, tasks in tasks', () => {
    const gate = {
      id: 'gate',
      type: 'io.kestra.plugin.core.flow.Pause',
      tasks: [],
      inputs: [
        { id: 'approved', type: 'BOOLEAN', description: 'Approve?', required: true },
        {
          id: 'level',
          type: 'SELECT',
          required: false,
          values: ['low', 'high'],
          allowCustomValue: false,
          isRadio: false,
          autoSelectFirst: false,
        },
      ],
    }
    const flow = {
      id: 'vacation',
      namespace: 'people.hr',
      revision: 1,
      disabled: false,
      deleted: false,
      tasks: [{ id: 'seq', type: 'io.kestra.plugin.core.flow.Sequential', tasks: [gate] }],
      errors: [],
      afterExecution: [],
      triggers: [],
      sla: [],
      finally: [],
    }
    expect(flowForExecutionSchema.parse(flow)).toEqual(flow)
  })
})

describe('validation results', () => {
  it.each([
    [
      'a fine document',
      { index: 0, namespace: 'n', flow: 'f', outdated: false, deprecationPaths: [], warnings: [], infos: [] },
    ],
    ['a document that cannot be read', { index: 1, constraints: 'line 4: not closed', outdated: false }],
    [
      'a document with problems and their places',
      {
        index: 2,
        namespace: 'n',
        flow: 'f',
        constraints: 'one problem',
        outdated: true,
        deprecationPaths: ['tasks[1].delay'],
        warnings: [],
        infos: ['old type'],
        diagnostics: [
          {
            code: 'TASK_UNKNOWN_TYPE',
            severity: 'error',
            message: 'no such type',
            path: 'tasks[0].type',
            range: { line: 4, column: 11, endLine: 4, endColumn: 20 },
            hint: 'Log?',
          },
        ],
      },
    ],
  ])('takes %s', (_, item) => {
    expect(flowValidationSchema.parse(item)).toEqual(item)
  })
})

describe('requests about flows', () => {
  it('reads a flow without source unless asked', () => {
    expect(routes.flows.read.query.parse({})).toEqual({ source: false, allowDeleted: false })
    expect(routes.flows.read.query.parse({ source: 'true', revision: '3', allowDeleted: 'true' })).toEqual({
      source: true,
      revision: 3,
      allowDeleted: true,
    })
    expect(routes.flows.read.query.safeParse({ revision: 'abc' }).success).toBe(false)
  })

  it('keeps the filters of a search for the filter parser', () => {
    const query = { 'filters[namespace][PREFIX]': 'people', size: '5' }
    expect(routes.flows.search.query.parse(query)).toEqual({ ...query, page: 1, size: 5 })
  })
})
