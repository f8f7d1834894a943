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
  propertyProblems,
  type Rendered,
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
export { defineTrigger, type PollingTriggerCode, type TriggerContext, type TriggerFacts } from './define-trigger.ts'
export type { MailSettings, TaskContext, TaskFacts, TaskServices } from './task-context.ts'
export { isTaskFailure, TaskFailure, toFailure } from './task-failure.ts'
