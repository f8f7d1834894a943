export { bytesOf, createMemoryFileStorage } from '@countersign/core/testing'
export { type Answers, createAnswerRenderer } from './answer-renderer.ts'
export { createMemoryNamespaceFiles, createTestTaskFiles } from './memory-task-files.ts'
export { type CapturedLog, type CapturedMetric, type RunTaskOptions, runTask, type TaskOutcome } from './run-task.ts'
