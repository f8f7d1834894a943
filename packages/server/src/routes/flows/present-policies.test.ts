import type { Flow, RetryPolicy } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { presentPolicies, presentRetry } from './present-policies.ts'

const LIMITS = {
  maxAttempts: null,
  maxDurationMs: null,
  warningOnRetry: false,
  behavior: 'RETRY_FAILED_TASK',
} as const

const NONE: Flow = {
  tenant: 'main',
  namespace: 'demo',
  id: 'f',
  revision: 1,
  labels: [],
  inputs: [],
  outputs: [],
  variables: {},
  tasks: [],
  errors: [],
  finally: [],
  afterExecution: [],
  listeners: [],
  triggers: [],
  concurrency: null,
  sla: [],
  checks: [],
  pluginDefaults: [],
  disabled: false,
  deleted: false,
  source: '',
  updatedAt: 0,
}

describe('policies of a flow in the API', () => {
  it('are absent where the flow has none', () => {
    expect(presentPolicies(NONE)).toEqual({})
  })

  it('are shown in the words they were written in, durations as Java writes them', () => {
    const flow: Flow = {
      ...NONE,
      retry: { type: 'constant', intervalMs: 1_500, ...LIMITS },
      concurrency: { limit: 2, behavior: 'QUEUE' },
      sla: [
        {
          id: 's',
          type: 'MAX_DURATION',
          behavior: 'FAIL',
          durationMs: 90_000,
          labels: [{ key: 'slow', value: 'yes' }],
        },
        { id: 'a', type: 'EXECUTION_ASSERTION', behavior: 'NONE', assert: '{{ true }}', labels: [] },
      ],
      checks: [{ condition: '{{ true }}', message: 'm', style: 'INFO', behavior: 'BLOCK_EXECUTION' }],
      pluginDefaults: [{ type: 'io.kestra', forced: true, values: { logLevel: 'INFO' } }],
    }
    expect(presentPolicies(flow)).toEqual({
      retry: { type: 'constant', interval: 'PT1.5S', warningOnRetry: false, behavior: 'RETRY_FAILED_TASK' },
      concurrency: { limit: 2, behavior: 'QUEUE' },
      sla: [
        {
          id: 's',
          type: 'MAX_DURATION',
          behavior: 'FAIL',
          duration: 'PT1M30S',
          labels: [{ key: 'slow', value: 'yes' }],
        },
        { id: 'a', type: 'EXECUTION_ASSERTION', behavior: 'NONE', assert: '{{ true }}' },
      ],
      checks: [{ condition: '{{ true }}', message: 'm', style: 'INFO', behavior: 'BLOCK_EXECUTION' }],
      pluginDefaults: [{ type: 'io.kestra', forced: true, values: { logLevel: 'INFO' } }],
    })
  })

  it.each<[RetryPolicy, Readonly<Record<string, unknown>>]>([
    [
      { type: 'exponential', intervalMs: 1_000, maxIntervalMs: 60_000, delayFactor: 1.5, ...LIMITS, maxAttempts: 4 },
      { interval: 'PT1S', maxInterval: 'PT1M', delayFactor: 1.5, maxAttempts: 4 },
    ],
    [
      { type: 'random', minIntervalMs: 1_000, maxIntervalMs: 2_000, ...LIMITS, maxDurationMs: 3_600_000 },
      { minInterval: 'PT1S', maxInterval: 'PT2S', maxDuration: 'PT1H' },
    ],
  ])('show a retry of type %o with its own members', (retry, members) => {
    const shared = { type: retry.type, warningOnRetry: false, behavior: 'RETRY_FAILED_TASK' }
    expect(presentRetry(retry)).toEqual({ ...shared, ...members })
  })
})
