import { describe, expect, it } from 'vitest'
import { routes } from '../routes.ts'
import { bulkCountSchema } from './bulk.ts'
import { evaluationSchema } from './evaluation.ts'
import { executionSchema, executionStubSchema } from './execution.ts'
import { inputsValidationSchema } from './inputs-validation.ts'

const created = {
  id: '5NIQFNsIhNmYaGFhVWQicm',
  namespace: 'people.hr',
  flowId: 'vacation',
  flowRevision: 1,
  inputs: { days: 5, reason: null, address: { city: null }, ratio: 1.5, tags: ['a'] },
  labels: [
    { key: 'team', value: 'hr' },
    { key: 'system.from', value: 'api' },
  ],
  state: {
    current: 'CREATED',
    histories: [{ state: 'CREATED', date: '2026-11-23T05:54:11.231768920Z' }],
    startDate: '2026-11-23T05:54:11.231768920Z',
  },
  originalId: '5NIQFNsIhNmYaGFhVWQicm',
  deleted: false,
  metadata: { attemptNumber: 1, originalCreatedDate: '2026-11-23T05:54:11.231923860Z' },
  url: 'http://127.0.0.1:8080/ui/main/executions/people.hr/vacation/5NIQFNsIhNmYaGFhVWQicm',
}

const pausedState = {
  current: 'PAUSED',
  histories: [
    { state: 'CREATED', date: '2026-11-23T05:54:16.591054Z' },
    { state: 'RUNNING', date: '2026-11-23T05:54:16.603733Z' },
    { state: 'PAUSED', date: '2026-11-23T05:54:16.610813Z' },
  ],
  duration: 'PT0.019759S',
  endDate: '2026-11-23T05:54:16.610813Z',
  startDate: '2026-11-23T05:54:16.591054Z',
}

const ids = { executionId: created.id, namespace: 'people.hr', flowId: 'vacation' }

describe('executions', () => {
  it('takes the answer of a create: inputs that were not given are null, no task runs, no duration', () => {
    expect(executionSchema.parse(created)).toEqual(created)
  })

  it('takes a paused execution: the Pause has an attempt without worker and no outputs yet', () => {
    const gate = {
      id: '5k2G88pnrWIJ37eNGUPea8',
      ...ids,
      taskId: 'gate',
      attempts: [{ state: { ...created.state, current: 'RUNNING' } }],
      outputs: {},
      state: pausedState,
    }
    const paused = { ...created, taskRunList: [gate], state: pausedState }
    expect(executionSchema.parse(paused)).toEqual(paused)
  })

  it('takes task runs in loops, of a resumed Pause, and at a breakpoint with null outputs', () => {
    const loop = { id: 't1', ...ids, taskId: 'each', parentTaskRunId: 't0', value: 'x', iteration: 3, outputs: {} }
    const resumed = {
      id: 't2',
      ...ids,
      taskId: 'gate',
      outputs: { onResume: { status: 'OK' }, resumed: { on: '2026-11-23T05:41:43.163', to: 'SUCCESS', by: 'ana' } },
    }
    const stopped = { id: 't3', ...ids, taskId: 'log', outputs: null }
    const taskRunList = [loop, resumed, stopped].map((run) => ({ ...run, state: pausedState }))
    expect(executionSchema.parse({ ...created, taskRunList }).taskRunList).toEqual(taskRunList)
  })

  it('takes replays, scheduled and triggered executions with outputs', () => {
    const replay = {
      ...created,
      taskRunList: [],
      parentId: 'old',
      originalId: 'old',
      outputs: { answer: 42, nothing: null },
      variables: { limit: 3 },
      scheduleDate: '2099-01-01T00:00:00Z',
      trigger: { id: 'w', type: 'io.kestra.plugin.core.trigger.Webhook', variables: { body: { a: 1 }, headers: {} } },
      breakpoints: [{ id: 'log' }],
    }
    expect(executionSchema.parse(replay)).toEqual(replay)
  })

  it('takes a page of them', () => {
    const page = { results: [created], total: 41 }
    expect(routes.executions.search.responses[200].content['application/json'].parse(page)).toEqual(page)
  })

  it('takes the stub that opens a follow stream', () => {
    const stub = {
      id: created.id,
      labels: [],
      originalId: created.id,
      deleted: false,
      metadata: { attemptNumber: 1, originalCreatedDate: '2026-11-23T05:54:37.394198129Z' },
    }
    expect(executionStubSchema.parse(stub)).toEqual(stub)
  })

  it('refuses states that do not exist', () => {
    expect(executionSchema.safeParse({ ...created, state: { ...created.state, current: 'DONE' } }).success).toBe(false)
  })
})

describe('other answers about executions', () => {
  it('takes the validation of a form with a missing, a defaulted and a wrong value', () => {
    const answer = {
      id: 'vacation',
      namespace: 'people.hr',
      inputs: [
        {
          input: { id: 'approved', type: 'BOOLEAN', description: 'Approve?', required: true },
          enabled: true,
          isDefault: false,
          errors: [{ message: 'is required', renderError: false }],
        },
        {
          input: { id: 'reason', type: 'STRING', required: true, defaults: 'none' },
          value: 'none',
          enabled: true,
          isDefault: true,
          errors: [],
        },
        { input: { id: 'days', type: 'INT' }, value: 'zzz', enabled: false, isDefault: false, errors: [] },
      ],
      checks: [],
    }
    expect(inputsValidationSchema.parse(answer)).toEqual(answer)
  })

  it('takes both answers of an evaluation and the count of a bulk call', () => {
    expect(evaluationSchema.parse({ result: 'people.hr' })).toEqual({ result: 'people.hr' })
    expect(evaluationSchema.parse({ error: 'no such variable', stackTrace: '' })).toEqual({
      error: 'no such variable',
      stackTrace: '',
    })
    expect(bulkCountSchema.parse({ count: 0 })).toEqual({ count: 0 })
  })
})

describe('requests about executions', () => {
  it('reads the query of a create', () => {
    const query = {
      labels: ['a:1', 'b:2,3'],
      wait: 'true',
      revision: '2',
      scheduleDate: '2099-01-01T00:00:00Z',
      breakpoints: 'log,each.x',
    }
    expect(routes.executions.create.query.parse(query)).toEqual({
      labels: ['a:1', 'b:2,3'],
      wait: true,
      revision: 2,
      scheduleDate: '2099-01-01T00:00:00Z',
      breakpoints: ['log', 'each.x'],
    })
  })

  it('refuses what Kestra takes without a word: an unreadable date, an unknown kind', () => {
    expect(routes.executions.create.query.safeParse({ scheduleDate: 'tomorrow' }).success).toBe(false)
    expect(routes.executions.create.query.safeParse({ kind: 'NOPE' }).success).toBe(false)
  })

  it('kills the executions it started unless told otherwise', () => {
    expect(routes.executions.kill.query.parse({})).toEqual({ isOnKillCascade: true })
    expect(routes.executions.kill.query.parse({ isOnKillCascade: 'false' })).toEqual({ isOnKillCascade: false })
  })

  it('takes inputs as multipart, JSON, a form, or not at all', () => {
    for (const route of [routes.executions.create, routes.executions.resume, routes.executions.validateResume]) {
      expect(route.body.required).toBe(false)
      expect(Object.keys(route.body.content)).toEqual([
        'multipart/form-data',
        'application/json',
        'application/x-www-form-urlencoded',
      ])
    }
  })
})
