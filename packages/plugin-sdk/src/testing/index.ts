export { type Answers, createAnswerRenderer } from './answer-renderer.ts'
export { type CapturedLog, runTask, type TaskOutcome } from './run-task.ts'
