import { AppError, type Logger } from '@countersign/core'
import type { EngineClient } from './client.ts'
import { createClient } from './create-client.ts'
import type { EngineOptions } from './engine-options.ts'
import { recover } from './systems/recovery/recovery.ts'
import { createSystems, type Systems } from './systems.ts'

/** The running engine over one database. */
export interface Engine {
  /** What the API calls. Calls that change something are refused before `start` and once `close` has begun. */
  readonly client: EngineClient
  /**
   * Takes ownership of the database, takes up what earlier owners left, and fires overdue timers.
   * @throws AppError DATABASE_IN_USE when another process owns it.
   */
  start(): Promise<void>
  /**
   * Ends in order: no new calls, no new attempts, running attempts finish within the grace or are handed back, turns in
   * progress are written, and the database is released. Nothing is lost: what is left is rows.
   */
  close(): Promise<void>
  /** Resolves once nothing is going on. For tests and tools. */
  idle(): Promise<void>
  /** Fires the timers that are due now, then waits until nothing is going on. For tests with a clock of their own. */
  tick(): Promise<void>
}

type Mode = 'new' | 'starting' | 'running' | 'closing' | 'closed' | 'lost'

/** Builds the engine; nothing runs before `start`. */
export function createEngine(options: EngineOptions): Engine {
  const logger = options.logger.child({ component: 'engine' })
  const systems = createSystems(options, loseDatabase)
  let mode: Mode = 'new'

  function assertRunning(): void {
    if (mode === 'running') return
    const text = mode === 'new' || mode === 'starting' ? 'is starting' : 'is stopping'
    throw new AppError('SHUTTING_DOWN', `The server ${text}; try again in a moment`)
  }

  /** The lock broke: somebody else may own the database any moment, so nothing more may be written. */
  function loseDatabase(reason: Error): void {
    if (mode === 'closed') return
    mode = 'lost'
    logger.error('The database was taken from this process; it stops at once', { error: reason })
    systems.committer.stop(reason)
    stopSystems(systems, reason, 0)
      .catch((error: unknown) => logger.error('The engine could not be stopped in order', { error }))
      .finally(() => options.onFatal?.(reason))
  }

  async function close(): Promise<void> {
    if (mode === 'closing' || mode === 'closed') return
    const lost = mode === 'lost'
    mode = 'closing'
    const reason = new AppError('SHUTTING_DOWN', 'The server is stopping; try again when it is back')
    if (!lost) await stopSystems(systems, reason, options.config.graceMs ?? 5_000)
    await systems.ownership.release()
    mode = 'closed'
  }

  return {
    client: createClient({ options, systems, assertRunning, isRunning: () => mode === 'running' }),
    async start() {
      mode = 'starting'
      await systems.ownership.acquire()
      mode = 'running'
      try {
        await takeUp(options, systems, logger)
      } catch (error) {
        await close()
        throw error
      }
      await systems.slots.recover()
      await systems.triggers.events.recover()
      systems.timers.start()
      systems.triggers.scheduler.start()
    },
    close,
    idle: () => systems.activity.idle(),
    async tick() {
      await systems.timers.sweep()
      await systems.triggers.scheduler.sweep()
      await systems.activity.idle()
    },
  }
}

/** Takes up what earlier processes left. */
async function takeUp({ storage, clock }: EngineOptions, systems: Systems, logger: Logger): Promise<void> {
  const { owner } = systems.ownership
  await systems.directories.sweep()
  // Before anything moves: what happens to executions must find the triggers that follow them.
  const flows = await systems.triggers.library.load()
  await systems.triggers.start(flows)
  await recover({ ...systems, work: storage.work, clock, owner, logger })
}

/** In the order in which they feed each other; whatever still comes in is refused with `reason`. */
async function stopSystems(systems: Systems, reason: Error, graceMs: number): Promise<void> {
  await systems.timers.close()
  await systems.triggers.close()
  await systems.dispatcher.close(graceMs)
  await systems.hosts.stop(reason)
  await systems.dispatcher.finished()
  await systems.committer.flush()
  systems.committer.stop(reason)
}
