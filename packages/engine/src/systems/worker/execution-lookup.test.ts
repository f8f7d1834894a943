import type { ExecutionSummary } from '@countersign/plugin-sdk'
import { describe, expect, it } from 'vitest'
import { DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'
import { createScriptedTask } from '../../testing/scripted-task.ts'

describe.each(DATABASES)('what a task learns of executions on %s', (kind) => {
  const open = useDatabase(kind)

  /** Runs `tasks` and then, in a flow of its own, a task that looks the execution up. */
  async function lookUp(tasks: string, more = '') {
    const found: (ExecutionSummary | undefined)[] = []
    const look = createScriptedTask('test.Look')
    look.answer(async ({ context, input }) => {
      const id = String(input.call ?? context.facts.executionId)
      found.push(await context.executions.find(id === '' ? context.facts.executionId : id))
      return {}
    })
    const harness = await (await open()).harness({ effects: [look.task] })
    await harness.save(`{ id: seen, namespace: company.team, labels: { team: hr }, tasks: [${tasks}] ${more} }`)
    const { id } = await harness.run('seen')
    const watch =
      '{ id: watch, namespace: company.team, inputs: [{ id: e, type: STRING }], tasks: [{ id: w, type: test.Look, call: "{{ inputs.e }}" }] }'
    await harness.save(watch)
    const find = async (wanted: string) => {
      await harness.run('watch', { values: { e: wanted } })
      return found.at(-1)
    }
    return { ...harness, id, found, find }
  }

  it('is its state, its time, its labels, its page and where it failed', async () => {
    const { id, find, clock } = await lookUp(
      '{ id: a, type: test.Log, message: x }, { id: s, type: io.kestra.plugin.core.flow.Sequential, tasks: [{ id: f, type: test.Fail }] }',
      ', errors: [{ id: e, type: test.Log, message: y }]',
    )
    clock.advance(5_000)
    expect(await find(id)).toMatchObject({
      id,
      namespace: 'company.team',
      flowId: 'seen',
      flowRevision: 1,
      state: 'FAILED',
      durationMs: 0,
      labels: { team: 'hr' },
      url: `http://localhost:8080/ui/main/executions/company.team/seen/${id}`,
      lastTaskId: 'f',
      failedTaskId: 'f',
    })
  })

  it('is nothing when there is no such execution', async () => {
    const { find } = await lookUp('{ id: a, type: test.Log, message: x }')
    expect(await find('nope')).toBeUndefined()
  })

  it('is how its own execution is while the task runs', async () => {
    const { found, id } = await lookUp('{ id: f, type: test.Fail }', ', errors: [{ id: tell, type: test.Look }]')
    expect(found).toEqual([
      expect.objectContaining({ id, state: 'RUNNING', endedAt: null, failedTaskId: 'f', lastTaskId: 'tell' }),
    ])
  })
})
