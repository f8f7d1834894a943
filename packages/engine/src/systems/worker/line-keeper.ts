import type { Execution, LogEntry, Logger } from '@countersign/core'
import type { Committer } from '../commit/committer.ts'
import type { UpdateFeed } from '../updates/update-feed.ts'

/**
 * Writes lines of running attempts and shows them to live views. A refusal of the database is logged and no more: the
 * attempt goes on, and its result is what matters.
 */
export function createLineKeeper(options: {
  readonly committer: Committer
  readonly feed: UpdateFeed
  readonly logger: Logger
}): (execution: Execution, lines: readonly LogEntry[]) => Promise<void> {
  const { committer, feed, logger } = options
  return async (execution, lines) => {
    try {
      await committer.commit({ guards: [], writes: lines.map((row) => ({ kind: 'log-append', row })), audit: [] })
      feed.publishLines(execution, lines)
    } catch (error) {
      logger.warn('Lines of a running attempt could not be kept', {
        executionId: execution.id,
        lines: lines.length,
        error,
      })
    }
  }
}
