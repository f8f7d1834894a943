import { CONDITION_TYPES, FLOWABLE_TYPES, parseFlow, type TaskTypeInfo, TRIGGER_TYPES } from '@countersign/core'
import { createExpressionEngine } from '@countersign/expression'
import { createCatalogue } from '@countersign/plugin-sdk'
import { builtinTasks, builtinTriggers } from '@countersign/plugins'
import jdbc from 'countersign-plugin-jdbc'
import { describe, expect, it } from 'vitest'
import { typeExamples } from '../../scripts/reference/type-examples.ts'

const catalogue = createCatalogue([...FLOWABLE_TYPES, ...builtinTasks, ...jdbc.tasks], {
  triggers: [...builtinTriggers, ...(jdbc.triggers ?? [])],
})
const expressions = createExpressionEngine()
const examples = typeExamples()

const HEAD = 'id: example\nnamespace: company.team\n'
const TASKS = 'tasks:\n  - { id: log, type: io.kestra.plugin.core.log.Log, message: It was started }\n'
const TRIGGER = 'triggers:\n  - id: started\n    type: io.kestra.plugin.core.trigger.Flow\n'

/** How examples begin, and the flow that each kind of them is a part of. */
const KINDS: readonly (readonly [string, (text: string) => string])[] = [
  ['- id:', (text) => `${HEAD}tasks:\n${indented(text, 2)}`],
  ['triggers:', (text) => `${HEAD}${text}${TASKS}`],
  ['conditions:', (text) => `${HEAD}${TRIGGER}${indented(text, 4)}${TASKS}`],
  ['id:', (text) => text],
]

function indented(text: string, by: number): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(by))
}

/** The whole flow of an example; undefined when it begins like none. */
function flowOf(text: string): string | undefined {
  return KINDS.find(([beginning]) => text.startsWith(beginning))?.[1](text)
}

describe('The example of a type', () => {
  it.each(examples.map((example) => [`${example.page}:${example.line}`, example] as const))(
    'can be saved: %s',
    (_, { text }) => {
      const source = flowOf(text)
      if (source === undefined) throw new Error('It begins like no task, trigger, condition or flow.')
      const { flow, diagnostics } = parseFlow(source, { tenant: 'main', catalogue, expressions })
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
      expect(flow?.tasks.length).toBeGreaterThan(0)
    },
  )

  it('is there for every type that the reference tells of, and shows it', () => {
    const tasks: readonly TaskTypeInfo[] = [...FLOWABLE_TYPES, ...builtinTasks]
    const named = tasks.filter(({ internal }) => internal !== true)
    const types = [...named, ...TRIGGER_TYPES, ...builtinTriggers, ...CONDITION_TYPES].map(({ type }) => type)
    const shown = (type: string) =>
      examples.some((example) => example.type === type && new RegExp(`type: ${type}$`, 'm').test(example.text))
    expect(types.filter((type) => !shown(type))).toEqual([])
  })
})
