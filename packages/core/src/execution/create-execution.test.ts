import { describe, expect, it } from 'vitest'
import { flowOf, TEST_PERSON } from '../testing/stepped-execution.ts'
import { createExecutionRow } from './create-execution.ts'
import type { Label } from './execution.ts'
import { mergeLabels } from './merge-labels.ts'

const flow = flowOf(`
id: f
namespace: company.team
labels: { team: a, region: eu }
variables: { v: 1 }
tasks: [ { id: t, type: io.kestra.plugin.core.log.Log, message: t } ]
`)

function create(labels: readonly Label[] = [], scheduleAt?: number) {
  const schedule = scheduleAt === undefined ? {} : { scheduleAt }
  return createExecutionRow({
    id: 'e1',
    flow,
    inputs: { i: 1 },
    labels,
    createdBy: TEST_PERSON,
    now: 1_000,
    ...schedule,
  })
}

describe('a new execution', () => {
  it('is CREATED, not stored, and its own original', () => {
    expect(create()).toMatchObject({
      id: 'e1',
      originalId: 'e1',
      namespace: 'company.team',
      flowId: 'f',
      flowRevision: 1,
      version: 0,
      state: 'CREATED',
      histories: [{ state: 'CREATED', at: 1_000 }],
      inputs: { i: 1 },
      variables: { v: 1 },
      attemptNumber: 1,
      createdBy: TEST_PERSON,
      endedAt: null,
      scheduleAt: null,
      progress: { branch: 'tasks', next: 0, active: 0, counts: {}, unfolding: true },
      nextSequence: 0,
      unfinishedTurn: false,
    })
    expect(create([], 5_000).scheduleAt).toBe(5_000)
  })

  it('has the labels of its flow, then those given, later ones winning, and its own id as correlation id', () => {
    expect(
      create([
        { key: 'team', value: 'b' },
        { key: 'x', value: 'y' },
      ]).labels,
    ).toEqual([
      { key: 'team', value: 'b' },
      { key: 'region', value: 'eu' },
      { key: 'x', value: 'y' },
      { key: 'system.correlationId', value: 'e1' },
    ])
    const given = { key: 'system.correlationId', value: 'root' }
    expect(create([given]).labels.filter((label) => label.key === given.key)).toEqual([given])
  })
})

it('labels of one key keep their first place and their last value', () => {
  const [a1, a2, b] = [
    { key: 'a', value: '1' },
    { key: 'a', value: '2' },
    { key: 'b', value: '1' },
  ]
  expect(mergeLabels([a1!, b!], [a2!])).toEqual([a2, b])
  expect(mergeLabels()).toEqual([])
})
