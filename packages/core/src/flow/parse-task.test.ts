import { describe, expect, it } from 'vitest'
import { FLOWABLE_TYPES } from '../execution/flowables/types.ts'
import { p } from '../task/properties/p.ts'
import type { TaskCatalogue, TaskType } from '../task/task-type.ts'
import { parseTask } from './parse-task.ts'

const echo: TaskType = {
  kind: 'inline',
  type: 'test.Echo',
  aliases: ['test.OldEcho'],
  title: 'Echo',
  description: 'Echoes.',
  properties: { text: p.string().mandatory() },
  run: () => ({}),
}
const types: readonly TaskType[] = [echo, ...FLOWABLE_TYPES]
const catalogue: TaskCatalogue = {
  find: (name) => types.find(({ type, aliases }) => type === name || aliases.includes(name)),
  list: () => types,
}

describe('parseTask', () => {
  it('reads a task without an id, by any of its names', () => {
    const { task } = parseTask('type: test.OldEcho\ntext: "{{ flow.id }}"', catalogue)
    expect(task).toMatchObject({ type: 'test.Echo', properties: { text: '{{ flow.id }}' } })
  })

  it('reads JSON, and keeps the members that every task has', () => {
    const { task } = parseTask('{"id": "a", "type": "test.Echo", "text": "x", "timeout": "PT1M"}', catalogue)
    expect(task).toMatchObject({ id: 'a', timeout: 'PT1M' })
  })

  it.each([
    ['', 'a task is a map with `type`; here stands nothing'],
    ['- a', 'here stands a list'],
    ['text: x', '`type`'],
    ['type: test.Nope', 'There is no task type `test.Nope`'],
    ['type: test.Echo', '`text`'],
    ['type: test.Echo\ntext: x\nmore: 1', '`more`'],
    ['type: [', 'The YAML cannot be read here'],
  ])('says what is wrong with %j', (source, message) => {
    const { task, diagnostics } = parseTask(source, catalogue)
    expect(task).toBeNull()
    expect(
      diagnostics
        .map((one) => one.message)
        .join('\n')
        .toLowerCase(),
    ).toContain(message.toLowerCase())
  })
})
