import { readFileSync } from 'node:fs'
import { createExpressionEngine } from '@countersign/expression'
import { describe, expect, it } from 'vitest'
import { createTestCatalogue } from '../testing/test-catalogue.ts'
import { parseFlow } from './parse-flow.ts'

interface RecordedCase {
  readonly id: string
  readonly flows: readonly string[]
  readonly deviation?: string
  readonly expect: { readonly flowError?: boolean }
}

const CASES: readonly RecordedCase[] = JSON.parse(
  readFileSync(new URL('../../../../conformance/flows.json', import.meta.url), 'utf8'),
)
const catalogue = createTestCatalogue()
const expressions = createExpressionEngine()

/** What we say of a recorded flow that is refused, where, and what takes the one defect out of it. */
interface Refusal {
  readonly code: string
  readonly path: string
  /** The text that the problem is marked at. */
  readonly at: string
  /** The line of it. */
  readonly line: number
  readonly repair: readonly [defect: string, instead: string]
}

const REFUSALS: Readonly<Record<string, Refusal>> = {
  'bas-outputs-name-dash': {
    code: 'EXPRESSION_DASHED_OUTPUT',
    path: 'tasks[2].format',
    at: 'outputs.a-b.value',
    line: 6,
    repair: ['outputs.a-b.value', "outputs['a-b'].value"],
  },
  'la-flow-system': {
    code: 'LABEL_RESERVED',
    path: 'labels["system.foo"]',
    at: 'system.foo',
    line: 3,
    repair: ['system.foo', 'team.foo'],
  },
  'la-null': { code: 'LABEL_INVALID', path: 'labels.a', at: 'null', line: 3, repair: ['a: null', 'a: "null"'] },
  'vl-unknown-prop': {
    code: 'FLOW_UNKNOWN_PROPERTY',
    path: 'tasks[0].nope',
    at: 'nope: 1',
    line: 4,
    repair: [', nope: 1', ''],
  },
  'vl-unknown-type': {
    code: 'TASK_UNKNOWN_TYPE',
    path: 'tasks[0].type',
    at: 'io.kestra.plugin.core.log.Nope',
    line: 4,
    repair: ['log.Nope', 'log.Log'],
  },
  'vl-dup-id': {
    code: 'TASK_DUPLICATE_ID',
    path: 'tasks[1].id',
    at: 'a, type',
    line: 5,
    repair: [
      '{ id: a, type: io.kestra.plugin.core.log.Log, message: "b"',
      '{ id: b, type: io.kestra.plugin.core.log.Log, message: "b"',
    ],
  },
  'vl-no-tasks': {
    code: 'FLOW_MISSING_PROPERTY',
    path: 'tasks',
    at: 'id: vl-no-tasks',
    line: 1,
    repair: ['description: x', 'tasks: [{ id: a, type: io.kestra.plugin.core.debug.Return }]'],
  },
  'vl-empty-tasks': {
    code: 'FLOW_EMPTY_LIST',
    path: 'tasks',
    at: '[]',
    line: 3,
    repair: ['[]', '[{ id: a, type: io.kestra.plugin.core.debug.Return }]'],
  },
  'vl-missing-task-id': {
    code: 'FLOW_MISSING_PROPERTY',
    path: 'tasks[0].id',
    at: '{ type: io.kestra',
    line: 4,
    repair: ['{ type', '{ id: a, type'],
  },
  'vl-dup-input': {
    code: 'INPUT_DUPLICATE_ID',
    path: 'inputs[1].id',
    at: 'a, type: INT',
    line: 3,
    repair: ['{ id: a, type: INT', '{ id: b, type: INT'],
  },
  'vl-dup-key': {
    code: 'YAML_DUPLICATE_KEY',
    path: 'tasks[0].message',
    at: 'message: "b"',
    line: 4,
    repair: [', message: "b"', ''],
  },
  'vl-cron': {
    code: 'TRIGGER_INVALID_CRON',
    path: 'triggers[0].cron',
    at: '"61 * * * *"',
    line: 5,
    repair: ['61', '59'],
  },
  'vl-if-empty-then': {
    code: 'FLOW_EMPTY_LIST',
    path: 'tasks[0].then',
    at: '[]',
    line: 4,
    repair: ['[]', '[{ id: b, type: io.kestra.plugin.core.debug.Return }]'],
  },
  'vl-concurrency0': {
    code: 'FLOW_INVALID_VALUE',
    path: 'concurrency.limit',
    at: '0 }',
    line: 3,
    repair: ['limit: 0', 'limit: 1'],
  },
  'pa-in-wd': {
    code: 'TASK_CHILD_NOT_ALLOWED',
    path: 'tasks[0].tasks[0].type',
    at: 'io.kestra.plugin.core.flow.Pause',
    line: 4,
    repair: ['core.flow.Pause', 'core.debug.Return'],
  },
  // Deviations: Kestra saves these flows, and then loses an answer or fails every execution.
  'pa-dup-onresume': {
    code: 'INPUT_DUPLICATE_ID',
    path: 'tasks[0].onResume[1].id',
    at: 'a, type: INT',
    line: 4,
    repair: ['{ id: a, type: INT', '{ id: b, type: INT'],
  },
  'in-def-badint': {
    code: 'INPUT_DEFAULT_INVALID',
    path: 'inputs[0].defaults',
    at: '"x"',
    line: 3,
    repair: ['"x"', '"5"'],
  },
  'in-def-badbool': {
    code: 'INPUT_DEFAULT_INVALID',
    path: 'inputs[0].defaults',
    at: '"maybe"',
    line: 3,
    repair: ['maybe', 'TRUE'],
  },
  'in-def-badselect': {
    code: 'INPUT_DEFAULT_INVALID',
    path: 'inputs[0].defaults',
    at: 'B }',
    line: 3,
    repair: ['defaults: B', 'defaults: A'],
  },
}

function errorsOf(source: string) {
  const { diagnostics } = parseFlow(source, { tenant: 'main', catalogue, expressions })
  return diagnostics.filter(({ severity }) => severity === 'error')
}

describe('flows that Kestra 1.3.31 refused to save', () => {
  it('are all here', () => {
    const refused = CASES.filter(({ expect: { flowError } }) => flowError === true).map(({ id }) => id)
    expect(refused.filter((id) => REFUSALS[id] === undefined)).toEqual([])
  })

  it.each(Object.entries(REFUSALS))('%s is refused for the one reason, at its place', (id, refusal) => {
    const source = CASES.find((recorded) => recorded.id === id)?.flows.at(-1) ?? ''
    const errors = errorsOf(source)
    expect(errors.map(({ code, path }) => ({ code, path }))).toEqual([{ code: refusal.code, path: refusal.path }])
    const { line = 0, column = 0 } = errors[0]?.range ?? {}
    expect(line).toBe(refusal.line)
    expect(source.split('\n')[line - 1]?.slice(column - 1)).toMatch(new RegExp(`^${literally(refusal.at)}`))
  })

  it.each(Object.entries(REFUSALS))('%s without that defect is accepted', (id, { repair: [defect, instead] }) => {
    const source = CASES.find((recorded) => recorded.id === id)?.flows.at(-1) ?? ''
    expect(source.split(defect)).toHaveLength(2)
    expect(errorsOf(source.replace(defect, instead))).toEqual([])
  })
})

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
