import type { StateName } from '@countersign/contract'

/** The colours of states; each has one text colour and one fill in the theme. */
export type StateTone = 'success' | 'running' | 'waiting' | 'warning' | 'failed' | 'ended' | 'idle'

/** How a state is shown, the same everywhere. */
export interface StateLook {
  readonly word: string
  readonly tone: StateTone
}

/** Words of the API in sentence case; the colours are those of the design's list of states. */
export const STATE_LOOKS: Readonly<Record<StateName, StateLook>> = {
  CREATED: { word: 'Created', tone: 'idle' },
  SUBMITTED: { word: 'Submitted', tone: 'idle' },
  QUEUED: { word: 'Queued', tone: 'idle' },
  RUNNING: { word: 'Running', tone: 'running' },
  RESTARTED: { word: 'Restarted', tone: 'running' },
  RETRYING: { word: 'Retrying', tone: 'running' },
  KILLING: { word: 'Killing', tone: 'ended' },
  PAUSED: { word: 'Paused', tone: 'waiting' },
  BREAKPOINT: { word: 'Breakpoint', tone: 'waiting' },
  SUCCESS: { word: 'Success', tone: 'success' },
  WARNING: { word: 'Warning', tone: 'warning' },
  FAILED: { word: 'Failed', tone: 'failed' },
  RETRIED: { word: 'Retried', tone: 'warning' },
  KILLED: { word: 'Killed', tone: 'ended' },
  CANCELLED: { word: 'Cancelled', tone: 'ended' },
  SKIPPED: { word: 'Skipped', tone: 'ended' },
}

const TERMINATED: ReadonlySet<StateName> = new Set([
  'SUCCESS',
  'WARNING',
  'FAILED',
  'KILLED',
  'CANCELLED',
  'RETRIED',
  'SKIPPED',
])

/** True for states after which nothing happens by itself. */
export function isTerminated(state: StateName): boolean {
  return TERMINATED.has(state)
}
