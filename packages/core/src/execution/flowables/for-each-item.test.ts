import { describe, expect, it } from 'vitest'
import { createRunnableCatalogue } from '../../testing/runnable-types.ts'
import { SteppedExecution, TEST_PERSON } from '../../testing/stepped-execution.ts'
import { testEffectType } from '../../testing/test-catalogue.ts'
import { restart } from '../restart/restarting.testsuite.ts'
import type { State } from '../state.ts'
import { batchChildId } from './batch-letters.ts'
import { FOR_EACH_ITEM_PARTS, SPLIT_PROPERTIES } from './for-each-item-types.ts'

const catalogue = createRunnableCatalogue([
  testEffectType(FOR_EACH_ITEM_PARTS.split.type, SPLIT_PROPERTIES),
  testEffectType(FOR_EACH_ITEM_PARTS.merge.type, {}),
])

const SPLITS = 'kestra:///splits.txt'

/** A flow with a ForEachItem `fei` whose file was split into so many batches. */
function split(count: number, members = ''): SteppedExecution {
  const lines = Array.from({ length: count }, (_, index) => `kestra:///bucket-${index}.txt`)
  const stepped = new SteppedExecution({
    catalogue,
    answers: { [`fileLines(${SPLITS})`]: lines },
    flow: `
id: f
namespace: company.team
tasks:
  - { id: fei, type: io.kestra.plugin.core.flow.ForEachItem, items: "kestra:///x", namespace: company.team, flowId: child, ${members} }
  - { id: z, type: io.kestra.plugin.core.log.Log, message: z }
`,
  }).start()
  stepped.endAttempt('fei_split', { outputs: { splits: SPLITS } })
  return stepped
}

function asked(stepped: SteppedExecution): readonly number[] {
  return [...stepped.rows.jobs.values()].filter((job) => job.kind === 'start-child').map((job) => job.attempt)
}

function begin(stepped: SteppedExecution, index: number): void {
  const run = stepped.taskRun('fei_items')
  const childId = batchChildId(run, index)
  stepped.run({ kind: 'child-started', taskRunId: run.id, childId, namespace: 'company.team', flowId: 'child' })
}

function end(stepped: SteppedExecution, index: number, state: State, originalId?: string): void {
  const run = stepped.taskRun('fei_items')
  const childId = originalId === undefined ? batchChildId(run, index) : 'another'
  const original = originalId === undefined ? {} : { originalId }
  stepped.run({ kind: 'child-ended', taskRunId: run.id, childId, state, outputs: null, ...original })
}

function refuse(stepped: SteppedExecution, index: number): void {
  const run = stepped.taskRun('fei_items')
  stepped.run({ kind: 'child-refused', taskRunId: run.id, childId: batchChildId(run, index), message: 'no such flow' })
}

describe('a ForEachItem', () => {
  it('splits, starts an execution for each batch without waiting for any, and gathers', () => {
    const stepped = split(2)
    expect(stepped.states).toEqual(['fei RUNNING', 'fei_split SUCCESS', 'fei_items CREATED'])
    expect(asked(stepped)).toEqual([0, 1])
    begin(stepped, 1)
    begin(stepped, 0)
    expect(stepped.outputs('fei_items')).toMatchObject({ iterations: { CREATED: 0, RUNNING: 2 }, numberOfBatches: 2 })
    end(stepped, 0, 'SUCCESS')
    expect(stepped.outputs('fei_items')).toMatchObject({ iterations: { CREATED: 0, RUNNING: 1, SUCCESS: 1 } })
    end(stepped, 1, 'SUCCESS')
    expect(stepped.history('fei_items')).toEqual(['CREATED', 'RUNNING', 'SUCCESS'])
    expect(stepped.states.at(-1)).toBe('fei_merge RUNNING')
    stepped.endAttempt('fei_merge', { outputs: { subflowOutputs: 'kestra:///o' } })
    expect(stepped.states.slice(-1)).toEqual(['z SUCCESS'])
    const base = stepped.outputs('fei_items')?.subflowOutputsBaseUri
    expect(base).toMatch(/^\/company\/team\/f\/executions\/[^/]+\/tasks\/fei-items\/[^/]+$/)
  })

  it('asks for fifty executions at a time, and for the next when one is there', () => {
    const stepped = split(120)
    expect(asked(stepped)).toHaveLength(50)
    for (let index = 0; index < 10; index += 1) begin(stepped, index)
    expect(asked(stepped)).toEqual(Array.from({ length: 50 }, (_, index) => index + 10))
    for (let index = 10; index < 120; index += 1) begin(stepped, index)
    expect(asked(stepped)).toEqual([])
    for (let index = 119; index >= 0; index -= 1) end(stepped, index, 'SUCCESS')
    expect(stepped.taskRun('fei_items').state).toBe('SUCCESS')
  })

  it('starts nothing new while a person holds the execution, and goes on afterwards', () => {
    const stepped = split(60)
    const by = { actor: TEST_PERSON, origin: { door: 'api' } } as const
    stepped.run({ kind: 'pause', ...by })
    for (let index = 0; index < 50; index += 1) begin(stepped, index)
    expect(asked(stepped)).toEqual([])
    for (let index = 0; index < 50; index += 1) end(stepped, index, 'SUCCESS')
    expect(stepped.taskRun('fei_items').state).toBe('RUNNING')
    stepped.run({ kind: 'end-pause', ...by })
    expect(asked(stepped)).toEqual(Array.from({ length: 10 }, (_, index) => index + 50))
    for (let index = 50; index < 60; index += 1) begin(stepped, index)
    for (let index = 50; index < 60; index += 1) end(stepped, index, 'SUCCESS')
    expect(stepped.taskRun('fei_items').state).toBe('SUCCESS')
  })

  it('counts each end once, whoever ends and how often', () => {
    const stepped = split(2)
    begin(stepped, 0)
    begin(stepped, 0)
    begin(stepped, 1)
    end(stepped, 0, 'FAILED')
    end(stepped, 0, 'SUCCESS')
    stepped.run({
      kind: 'child-ended',
      taskRunId: stepped.taskRun('fei_items').id,
      childId: 'stranger',
      state: 'FAILED',
      outputs: null,
    })
    expect(stepped.outputs('fei_items')).toMatchObject({ iterations: { RUNNING: 1, FAILED: 1 } })
    end(stepped, 1, 'SUCCESS', batchChildId(stepped.taskRun('fei_items'), 1))
    expect(stepped.states).toEqual(['fei FAILED', 'fei_split SUCCESS', 'fei_items FAILED'])
  })

  it.each([
    ['WARNING', '', 'fei_items WARNING'],
    ['KILLED', '', 'fei_items KILLED'],
    ['FAILED', 'transmitFailed: false', 'fei_items SUCCESS'],
    ['CANCELLED', '', 'fei_items SUCCESS'],
  ] as const)('of which one ended %s (%s) is %s', (state, members, expected) => {
    const stepped = split(2, members)
    for (const index of [0, 1]) begin(stepped, index)
    end(stepped, 0, state)
    end(stepped, 1, 'SUCCESS')
    expect(stepped.states).toContain(expected)
  })

  it('tolerates failures as a whole: the part that starts executions keeps its state', () => {
    const stepped = split(1, 'allowFailure: true')
    begin(stepped, 0)
    end(stepped, 0, 'FAILED')
    expect(stepped.states).toEqual(['fei WARNING', 'fei_split SUCCESS', 'fei_items FAILED', 'z SUCCESS'])
  })

  it('is done when its executions are there, when it does not wait', () => {
    const stepped = split(2, 'wait: false')
    begin(stepped, 0)
    begin(stepped, 1)
    expect(stepped.states).toContain('fei_items SUCCESS')
    expect(stepped.states).toContain('fei_merge RUNNING')
  })

  it('needs no attempt for a file without lines (fei-empty)', () => {
    const stepped = split(0)
    expect(stepped.history('fei_items')).toEqual(['CREATED', 'SUCCESS'])
    expect(stepped.taskRun('fei_items').attempts).toEqual([])
    expect(stepped.states.at(-1)).toBe('fei_merge RUNNING')
  })

  it('fails from CREATED when the first execution is refused, and calls the others off', () => {
    const stepped = split(3)
    refuse(stepped, 1)
    expect(stepped.history('fei_items')).toEqual(['CREATED', 'FAILED'])
    expect(stepped.rows.jobs.size).toBe(0)
    expect(stepped.lines.filter((line) => line.includes('no such flow'))).toHaveLength(2)
  })

  it('asks for all batches again when it is retried after a refusal', () => {
    const stepped = split(3, 'retry: { type: constant, interval: PT1S, maxAttempts: 2 }')
    refuse(stepped, 1)
    expect(stepped.taskRun('fei_items').state).toBe('RETRYING')
    stepped.run({ kind: 'retry-due', taskRunId: stepped.taskRun('fei_items').id })
    expect(asked(stepped)).toEqual([0, 1, 2])
    for (const index of [0, 1, 2]) begin(stepped, index)
    for (const index of [0, 1, 2]) end(stepped, index, 'SUCCESS')
    expect(stepped.taskRun('fei_items').state).toBe('SUCCESS')
  })

  it('starts no more once one is refused, and fails when those that run have ended, whatever is passed on', () => {
    const stepped = split(3, 'transmitFailed: false')
    begin(stepped, 0)
    refuse(stepped, 1)
    expect(stepped.rows.jobs.size).toBe(0)
    expect(stepped.taskRun('fei_items').state).toBe('RUNNING')
    end(stepped, 0, 'SUCCESS')
    expect(stepped.taskRun('fei_items').state).toBe('FAILED')
  })

  it('is killed with all that is asked for', () => {
    const stepped = split(60)
    begin(stepped, 0)
    stepped.kill()
    expect(stepped.rows.jobs.size).toBe(0)
    expect(stepped.states).toEqual(['fei KILLED', 'fei_split SUCCESS', 'fei_items KILLED'])
  })

  it('restarts only what did not go well, under the same ids', () => {
    const stepped = split(3)
    for (const index of [0, 1, 2]) begin(stepped, index)
    for (const [index, state] of (['SUCCESS', 'FAILED', 'KILLED'] as const).entries()) end(stepped, index, state)
    const before = [1, 2].map((index) => batchChildId(stepped.taskRun('fei_items'), index))
    restart(stepped)
    expect(asked(stepped)).toEqual([1, 2])
    expect([1, 2].map((index) => batchChildId(stepped.taskRun('fei_items'), index))).toEqual(before)
    expect(stepped.outputs('fei_items')).toMatchObject({ iterations: { CREATED: 2, RUNNING: 0, SUCCESS: 1 } })
    for (const index of [1, 2]) begin(stepped, index)
    for (const index of [1, 2]) end(stepped, index, 'SUCCESS')
    expect(stepped.history('fei_items')).toEqual(['CREATED', 'RUNNING', 'FAILED', 'RESTARTED', 'RUNNING', 'SUCCESS'])
  })

  it('restarts all batches with new executions when it is told so', () => {
    const stepped = split(2, 'restartBehavior: NEW_EXECUTION')
    for (const index of [0, 1]) begin(stepped, index)
    const before = batchChildId(stepped.taskRun('fei_items'), 0)
    end(stepped, 0, 'SUCCESS')
    end(stepped, 1, 'FAILED')
    restart(stepped)
    expect(asked(stepped)).toEqual([0, 1])
    expect(batchChildId(stepped.taskRun('fei_items'), 0)).not.toBe(before)
  })
})
