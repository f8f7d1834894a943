export { describeApprovalStore } from './approval.testsuite.ts'
export { describeCommitStore } from './commit.testsuite.ts'
export { type ContractSubject, freshTenant } from './contract-subject.ts'
export {
  createTestStorage,
  type TestStorage,
  type TestStorageKind,
  type TestStorageOptions,
  testHasher,
} from './create-test-storage.ts'
export { describeExecutionStore } from './execution.testsuite.ts'
export { describeOwnerStore } from './owner.testsuite.ts'
export { describeRecordStores } from './record.testsuite.ts'
export { createSampleRecords, SAMPLE_NOW, type SampleRecords } from './sample-records.ts'
export { createSilentLogger } from './silent-logger.ts'
export { describeWorkStore } from './work.testsuite.ts'
