import { afterAll, beforeAll, describe, inject } from 'vitest'
import './provided-context.ts'
import { describeApprovalStore } from './approval.testsuite.ts'
import { describeCommitStore } from './commit.testsuite.ts'
import { createTestStorage, type TestStorage, type TestStorageKind } from './create-test-storage.ts'
import { describeExecutionStore } from './execution.testsuite.ts'
import { describeFileRecordStores } from './file-record.testsuite.ts'
import { describeOwnerStore } from './owner.testsuite.ts'
import { describeRecordStores } from './record.testsuite.ts'
import { describeSecretStores } from './secret.testsuite.ts'
import { describeTriggerStore } from './trigger.testsuite.ts'
import { describeWorkStore } from './work.testsuite.ts'

const KINDS: readonly TestStorageKind[] = ['sqlite-memory', 'sqlite-file', 'postgres']

describe.each(KINDS)('Storage on %s', (kind) => {
  let opened: TestStorage
  beforeAll(async () => {
    opened = await createTestStorage(kind, { postgresUrl: inject('postgresUrl') })
  })
  afterAll(() => opened.close())
  const subject = () => opened

  describe('commits', () => describeCommitStore(subject))
  describe('executions', () => describeExecutionStore(subject))
  describe('approvals', () => describeApprovalStore(subject))
  describe('records', () => describeRecordStores(subject))
  describe('secrets', () => describeSecretStores(subject))
  describe('files and measurements', () => describeFileRecordStores(subject))
  describe('work', () => describeWorkStore(subject))
  describe('triggers', () => describeTriggerStore(subject))
  if (kind !== 'sqlite-memory') describe('owners', () => describeOwnerStore(subject))
})
