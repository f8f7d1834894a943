export {
  createTestStorage,
  type TestStorage,
  type TestStorageKind,
  type TestStorageOptions,
  testHasher,
} from './create-test-storage.ts'
export { createSampleRecords, SAMPLE_NOW, type SampleRecords } from './sample-records.ts'
export { createSilentLogger } from './silent-logger.ts'
