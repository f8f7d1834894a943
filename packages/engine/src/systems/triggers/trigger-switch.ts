import { type Actor, SYSTEM_ACTOR } from '@countersign/core'
import type { TriggerSwitch } from '@countersign/plugin-sdk'
import type { TriggerCalls } from '../../client.ts'
import type { Hosts } from '../executions/hosts.ts'

interface TriggerSwitchOptions {
  /** Looked up when it is needed: triggers are made after the worker. */
  readonly admin: () => Pick<TriggerCalls, 'setTriggerDisabled'>
  readonly hosts: Pick<Hosts, 'read'>
}

/** Lets tasks enable and disable triggers. Whoever started the execution is responsible for what it does. */
export function createTriggerSwitch({ admin, hosts }: TriggerSwitchOptions): TriggerSwitch {
  return {
    async setDisabled({ tenant, executionId }, trigger, disabled) {
      const actor: Actor = (await hosts.read(executionId))?.execution.createdBy ?? SYSTEM_ACTOR
      await admin().setTriggerDisabled({ tenant, actor, origin: { door: 'flow' } }, trigger, disabled)
    },
  }
}
