import { describe, expect, it } from 'vitest'
import { DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'
import { createScriptedTask } from '../../testing/scripted-task.ts'

const CARRIER = 'io.kestra.plugin.core.templating.TemplatedTask'

describe.each(DATABASES)('a task that another one brings along, on %s', (kind) => {
  const open = useDatabase(kind)

  /** Runs a flow whose task brings along what `spec` says. */
  async function carry(spec: string, secrets: Readonly<Record<string, string>> = {}) {
    const carrier = createScriptedTask(CARRIER)
    carrier.answer(({ context }) => context.nestedTasks.run(spec))
    const inner = createScriptedTask('test.Inner')
    inner.answer(({ input, context }) => {
      context.log('INFO', `called with ${input.call}`)
      return { outputs: { attempt: context.idempotencyKey }, state: 'WARNING' }
    })
    const harness = await (await open()).harness({ effects: [carrier.task, inner.task], secrets })
    await harness.save(`{ id: carry, namespace: company.team, tasks: [{ id: t, type: ${CARRIER}, call: x }] }`)
    const { id } = await harness.run('carry')
    return { ...harness, id, inner }
  }

  it('gives its outputs, when it only computes', async () => {
    const { id, outputs, states } = await carry(
      'type: test.Return\nvalue: "{{ flow.id }} of {{ taskrun.attemptsCount }}"',
    )
    expect(await states(id)).toEqual(['t SUCCESS'])
    expect(await outputs(id, 't')).toEqual({ value: 'carry of 0' })
  })

  it('runs with the context of its carrier, its secrets masked', async () => {
    const { id, outputs, states, messages, inner } = await carry(`type: test.Inner\ncall: "{{ secret('KEY') }}"`, {
      KEY: 'hunter22',
    })
    expect(await states(id)).toEqual(['t WARNING'])
    expect(inner.runs[0]?.input).toEqual({ call: 'hunter22' })
    expect(await messages(id)).toEqual(['called with ******'])
    expect(await outputs(id, 't')).toMatchObject({ attempt: expect.stringMatching(/-0$/) })
  })

  it('fails its carrier when it fails', async () => {
    const { id, taskRuns, messages } = await carry('type: test.Fail\nmessage: no luck')
    expect((await taskRuns(id))[0]).toMatchObject({ state: 'FAILED', attempts: [{ failure: { message: 'no luck' } }] })
    expect(await messages(id)).toEqual(['no luck'])
  })

  it.each([
    ['type: test.Nope', 'There is no task type `test.Nope`'],
    ['type: test.Return', 'line 1: '],
    ['{', 'The text is no task that can be run'],
    [
      'type: io.kestra.plugin.core.flow.Sequential\ntasks: [{ id: a, type: test.Log, message: x }]',
      'cannot be brought along',
    ],
    [`type: ${CARRIER}\ncall: x`, 'cannot be brought along'],
  ])('is refused with the text %j', async (spec, message) => {
    const { id, taskRuns, inner } = await carry(spec)
    const [run] = await taskRuns(id)
    expect(run).toMatchObject({
      state: 'FAILED',
      attempts: [
        { failure: { code: 'NESTED_TASK_FAILED', retryable: false, message: expect.stringContaining(message) } },
      ],
    })
    expect(inner.runs).toEqual([])
  })
})
