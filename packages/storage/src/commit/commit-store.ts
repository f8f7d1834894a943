import type { CommitStore, Hasher } from '@countersign/core'
import type { Writer } from '../dialects/write-session.ts'
import { appendAudit, readAuditHeads } from './audit-writer.ts'
import { checkGuards } from './guard-check.ts'
import { createWritePlan } from './write-plan.ts'

interface CommitStoreOptions {
  readonly writer: Writer
  readonly hasher: Hasher
}

/**
 * Group commit: first the guards of the whole group are checked, in bulk and in order; units that lost are left out; what
 * remains is written table by table in the same transaction, and its audit events are sealed there.
 */
export function createCommitStore({ writer, hasher }: CommitStoreOptions): CommitStore {
  return {
    commit: async (units) => {
      if (units.length === 0) return []
      return writer.transaction(async (session) => {
        const [outcomes, heads] = await Promise.all([
          checkGuards(session, units),
          readAuditHeads(
            session,
            units.flatMap(({ audit }) => audit.map(({ tenant }) => tenant)),
          ),
        ])
        const winners = units.filter((_, index) => outcomes[index] === 'committed')
        const plan = createWritePlan()
        for (const { writes } of winners) for (const write of writes) plan.add(write)
        const drafts = winners.flatMap(({ audit }) => audit)
        await Promise.all([plan.write(session), appendAudit(session, drafts, heads, hasher)])
        return outcomes
      })
    },
  }
}
