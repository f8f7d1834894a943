export { type Answers, createAnswerRenderer } from './answer-renderer.ts'
export { createMemoryTaskKv, type MemoryKvEntry, type MemoryTaskKv } from './memory-task-kv.ts'
export { type CapturedLog, runTask, type TaskOutcome } from './run-task.ts'
