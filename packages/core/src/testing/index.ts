export { answerFromRows } from './answer-from-rows.ts'
export {
  applyAdvance,
  applySettlement,
  type ExecutionRows,
  jobKey,
  newRows,
  outputsByTask,
  taskRunsInOrder,
  workingSetOf,
} from './execution-rows.ts'
export { executionViolations, type TakenTurn } from './execution-violations.ts'
export { bytesOf, createMemoryFileStorage } from './memory-file-storage.ts'
export { createRunnableCatalogue, RUNNABLE_TYPES, runnableType } from './runnable-types.ts'
export { createSequentialIds } from './sequential-ids.ts'
export { flowOf, SteppedExecution, type SteppedOptions, TEST_PERSON } from './stepped-execution.ts'
export { createTestCatalogue, testEffectType, testFlowableType, testInlineType } from './test-catalogue.ts'
export { createTestClock, TEST_START, type TestClock } from './test-clock.ts'
