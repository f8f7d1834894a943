import { describe, expect, it } from 'vitest'
import { TEST_PERSON } from '../../testing/stepped-execution.ts'
import { planStateChange } from './plan-state-change.ts'
import { reopen } from './reopen.ts'
import { run, wholeOf } from './restarting.testsuite.ts'

const LOG = 'type: io.kestra.plugin.core.log.Log, message: hi'

/** A map that counts its look-ups. */
class CountingMap<K, V> extends Map<K, V> {
  lookUps = 0

  override get(key: K): V | undefined {
    this.lookUps += 1
    return super.get(key)
  }
}

/** A loop whose values run side by side, and of which every other one fails. */
function halfFailed(size: number) {
  const values = JSON.stringify(Array.from({ length: size }, (_, index) => index))
  return run(`
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.ForEach
    concurrencyLimit: 0
    values: ${values}
    tasks:
      - { id: f, type: io.kestra.plugin.core.execution.Fail, condition: "{{ taskrun.iteration % 2 == 0 }}" }
      - { id: z, ${LOG} }
`)
}

describe('taking task runs back', () => {
  it('looks at each task run a few times, however many are taken back', () => {
    const { plan, rows, taskRuns, clock } = halfFailed(100)
    const nodes = new CountingMap(plan.nodes)
    const targets = taskRuns.filter(({ taskId, state }) => taskId === 'f' && state === 'FAILED')
    expect([targets.length, taskRuns.length]).toEqual([50, 101])
    const { progress } = rows.execution
    const { removed } = reopen({ plan: { ...plan, nodes }, progress, taskRuns, targets, now: clock.now() })
    expect(removed).toEqual([])
    expect(nodes.lookUps).toBeLessThan(15 * taskRuns.length)
  })

  it('looks for gates inside of a task once, however many are inside', () => {
    const groups = Array.from(
      { length: 50 },
      (_, index) =>
        `{ id: s${index}, type: io.kestra.plugin.core.flow.Sequential, tasks: [ { id: t${index}, ${LOG} } ] }`,
    )
    const gate = '{ id: gate, type: io.kestra.plugin.core.flow.Pause, pauseDuration: PT1S, behavior: FAIL }'
    const stepped = run(
      `tasks: [ { id: all, type: io.kestra.plugin.core.flow.Sequential, tasks: [ ${groups.join(', ')}, ${gate} ] } ]`,
    )
    stepped.expire('gate')
    const { taskRuns, plan, clock } = stepped
    let reads = 0
    const counted = taskRuns.map((one) => ({
      ...one,
      get parentId() {
        reads += 1
        return one.parentId
      },
    }))
    const whole = { ...wholeOf(stepped), taskRuns: counted }
    const by = { actor: TEST_PERSON, origin: { door: 'api' } } as const
    const change = () =>
      planStateChange({ plan, whole, taskRunId: stepped.taskRun('all').id, state: 'SUCCESS', by, now: clock.now() })
    expect(change).toThrow(expect.objectContaining({ code: 'GATE_UNANSWERED' }))
    expect(reads).toBeLessThan(5 * taskRuns.length)
  })
})
