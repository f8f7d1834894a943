import { describe } from 'vitest'
import { describeCommitAudit } from './commit-audit.testsuite.ts'
import { describeCommitGroups } from './commit-groups.testsuite.ts'
import { describeCommitGuards } from './commit-guards.testsuite.ts'
import type { ContractSubject } from './contract-subject.ts'

/** What every `CommitStore` does. */
export function describeCommitStore(subject: ContractSubject): void {
  describe('guards', () => describeCommitGuards(subject))
  describe('groups', () => describeCommitGroups(subject))
  describe('audit', () => describeCommitAudit(subject))
}
