// What plugins need of the domain
export {
  AppError,
  type CheckedProperty,
  type FileContent,
  type FileStorage,
  findJsonFault,
  type InlineContext,
  type InlineResult,
  isAppError,
  isFileUri,
  isList,
  isMap,
  type JsonFault,
  type JsonSchema,
  LOG_LEVELS,
  type LogLevel,
  type MetricType,
  type Property,
  PropertyError,
  type PropertyShape,
  p,
  parseDuration,
  parseIon,
  parseJson,
  propertyProblems,
  type Rendered,
  relativeSegments,
  STATES,
  type State,
  type StoredLog,
  stringifyIon,
  toJsonText,
  toText,
  type Value,
  type ValueMap,
} from '@countersign/core'
export { type Catalogue, createCatalogue } from './catalogue.ts'
export { definePlugin, PLUGIN_GENERATION, type Plugin } from './define-plugin.ts'
export { defineInlineTask, defineTask, type EffectTask, type InlineTask, type TaskResult } from './define-task.ts'
export { defineTrigger, type PollingTriggerCode, type TriggerContext, type TriggerFacts } from './define-trigger.ts'
export {
  coerceOutput,
  FOR_EACH_ITEM_PARTS,
  INPUT_TYPES,
  LOOP_ITERATION,
  SPLIT_PROPERTIES,
  WORKING_DIRECTORY,
  WORKING_DIRECTORY_PROPERTIES,
} from './engine-parts.ts'
export type { ExecutionLookup, ExecutionSummary } from './execution-lookup.ts'
export { parseByteSize } from './files/byte-size.ts'
export { type DirectoryFile, listDirectory, readFromDirectory, writeIntoDirectory } from './files/directory-files.ts'
export { createGlob } from './files/glob.ts'
export { readLines } from './files/lines.ts'
export { withScratchDirectory } from './files/scratch-directory.ts'
export { type SplitRule, splitFile } from './files/split-file.ts'
export {
  captureOutputFiles,
  createPathFilter,
  type NamespaceFilesChoice,
  putInputFiles,
  putNamespaceFiles,
} from './files/working-directory.ts'
export type { NestedTasks } from './nested-tasks.ts'
export type { NetworkRules } from './network-rules.ts'
export type { ScriptSettings } from './script-settings.ts'
export type { MailSettings, TaskContext, TaskFacts, TaskServices, TriggerSwitch } from './task-context.ts'
export type { TaskEngine, TaskExecutionCount, TaskExecutionFilter } from './task-engine.ts'
export { isTaskFailure, TaskFailure, toFailure } from './task-failure.ts'
export type { ExecutionLogs, NamespaceFileInfo, NamespaceFiles, TaskCache, TaskFiles } from './task-files.ts'
export type { TaskKv, TaskKvEntry, TaskKvPurge, TaskKvType, TaskKvWrite } from './task-kv.ts'
