import type { TriggerSwitch } from '@countersign/plugin-sdk'
import { runTask } from '@countersign/plugin-sdk/testing'
import { describe, expect, it } from 'vitest'
import { toggle } from './task.ts'

function switches(fails?: Error) {
  const calls: unknown[] = []
  const triggers: TriggerSwitch = {
    async setDisabled({ tenant, executionId }, trigger, disabled) {
      calls.push({ tenant, executionId, ...trigger, disabled })
      if (fails !== undefined) throw fails
    },
  }
  return { calls, context: { services: { triggers } } }
}

describe('trigger.Toggle', () => {
  it('switches a trigger of its own flow unless another one is named', async () => {
    const { calls, context } = switches()
    await runTask(toggle, { trigger: 'nightly' }, { context })
    await runTask(toggle, { trigger: 't', namespace: 'a.b', flowId: 'f', enabled: true }, { context })
    const by = { tenant: 'main', executionId: 'execution' }
    expect(calls).toEqual([
      { ...by, namespace: 'company.team', flowId: 'flow', triggerId: 'nightly', disabled: true },
      { ...by, namespace: 'a.b', flowId: 'f', triggerId: 't', disabled: false },
    ])
  })

  it('fails with what the engine says', async () => {
    const { context } = switches(new Error('Flow `a.b` has no trigger `t`'))
    const outcome = await runTask(toggle, { trigger: 't' }, { context })
    expect(outcome.failure?.message).toContain('has no trigger `t`')
  })
})
