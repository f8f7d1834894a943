import {
  type Clock,
  type ContextSettings,
  type Encryption,
  type HostAnswer,
  type Ids,
  sealedValue,
  type TaskCatalogue,
  type Turn,
} from '@countersign/core'
import type { ExpressionEngine } from '@countersign/expression'

/**
 * A turn ends after this many steps, or after this time, so that other executions and requests get theirs. Some steps are made in
 * any case: to find out what there is to do costs time as well, and a turn that did little would only have to find it out again.
 */
const MAX_STEPS = 256
const MIN_STEPS = 64
const MAX_TURN_MS = 5

interface TurnSettings {
  readonly clock: Clock
  readonly ids: Ids
  readonly expressions: ExpressionEngine
  readonly catalogue: TaskCatalogue
  readonly settings: ContextSettings
  readonly encryption: Encryption | null
  readonly owner: string
}

/** Makes each turn's view of the world outside: one instant, the answers so far, and how far it may go. */
export function createTurnSettings(options: TurnSettings): (answers: ReadonlyMap<string, HostAnswer>) => Turn {
  const { clock, ids, expressions, catalogue, settings, owner, encryption } = options
  const sealing = encryption === null ? {} : { encrypt: (clear: string) => sealedValue(encryption.encrypt(clear)) }
  return (answers) => {
    const now = clock.now()
    const shouldYield = (steps: number) =>
      steps >= MAX_STEPS || (steps >= MIN_STEPS && clock.now() - now >= MAX_TURN_MS)
    return { now, ids, expressions, catalogue, answers, owner, ...settings, ...sealing, shouldYield }
  }
}
