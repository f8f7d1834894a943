import { type CommitUnit, dueAt, type TriggerRow } from '@countersign/core'
import type { Inbox } from '../executions/inbox.ts'
import type { Slots } from '../executions/slots.ts'
import type { WorkDirectories } from '../files/work-directories.ts'
import type { Timers } from '../timers/timers.ts'
import type { Triggers } from '../triggers/triggers.ts'
import type { UpdateFeed } from '../updates/update-feed.ts'
import type { Dispatcher } from '../worker/dispatcher.ts'

interface AftermathOptions {
  readonly dispatcher: Dispatcher
  readonly timers: Timers
  readonly inbox: Inbox
  readonly feed: UpdateFeed
  readonly slots: Slots
  readonly triggers: Pick<Triggers, 'library' | 'events' | 'scheduler'>
  readonly directories: Pick<WorkDirectories, 'observe'>
}

/**
 * What a committed unit sets in motion. It is read off the writes themselves, so that nothing happens that is not durable,
 * and whatever is durable happens, whoever wrote it.
 */
export function createAftermath(options: AftermathOptions): (unit: CommitUnit) => void {
  const { dispatcher, timers, inbox, feed, slots, triggers, directories } = options
  return (unit) => {
    for (const write of unit.writes) {
      if (write.kind === 'job-add') dispatcher.dispatch(write.row)
      else if (write.kind === 'job-remove') dispatcher.cancel(write.taskRunId, write.attempt)
      else if (write.kind === 'timer-arm') timers.armed(write.row.dueAt)
      else if (write.kind === 'inbox-add') inbox.deliver(write.row)
      else if (write.kind === 'event-add') triggers.events.deliver(write.row)
      else if (write.kind === 'flow-save') triggers.library.changed(write.row)
      else if (write.kind === 'trigger-put') armed(triggers.scheduler, write.row)
      slots.observe(write)
      directories.observe(write)
    }
    feed.publish(unit)
  }
}

function armed(scheduler: Triggers['scheduler'], row: TriggerRow): void {
  const at = dueAt(row)
  if (at !== null) scheduler.armed(at)
}
