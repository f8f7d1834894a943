// What plugins need of the domain

export {
  type CheckedProperty,
  findJsonFault,
  type InlineContext,
  type InlineResult,
  isList,
  isMap,
  type JsonFault,
  type JsonSchema,
  type LogLevel,
  type Property,
  PropertyError,
  type PropertyShape,
  p,
  parseDuration,
  propertyProblems,
  type Rendered,
  STATES,
  type State,
  toJsonText,
  toText,
  type Value,
  type ValueMap,
} from '@countersign/core'
export { type Catalogue, createCatalogue } from './catalogue.ts'
export {
  defineInlineTask,
  defineTask,
  type EffectTask,
  type InlineTask,
  type TaskResult,
} from './define-task.ts'
export type { MailSettings, TaskContext, TaskFacts, TaskServices } from './task-context.ts'
export type { TaskEngine, TaskExecutionCount, TaskExecutionFilter } from './task-engine.ts'
export { isTaskFailure, TaskFailure, toFailure } from './task-failure.ts'
export type { TaskKv, TaskKvEntry, TaskKvPurge, TaskKvType, TaskKvWrite } from './task-kv.ts'
