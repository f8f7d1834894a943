import { runTask } from '@countersign/plugin-sdk/testing'
import { describe, expect, it } from 'vitest'
import { templatedTask } from './task.ts'

describe('TemplatedTask', () => {
  it('hands the rendered text to the engine and gives what comes back', async () => {
    const asked: string[] = []
    const outcome = await runTask(
      templatedTask,
      { spec: 'type: {{ kind }}\nformat: x' },
      {
        answers: { kind: 'test.Return' },
        context: {
          async runNested(yaml) {
            asked.push(yaml)
            return { outputs: { value: 'x' }, state: 'WARNING' }
          },
        },
      },
    )
    expect(asked).toEqual(['type: test.Return\nformat: x'])
    expect(outcome).toMatchObject({ state: 'WARNING', outputs: { value: 'x' } })
  })

  it('cannot be saved without a text', async () => {
    await expect(runTask(templatedTask, {})).rejects.toThrow('`spec` is required')
  })
})
