export type {
  Answer,
  AnswerGiven,
  Caller,
  CreateExecution,
  EngineClient,
  Evaluation,
  ExecutionUpdate,
  FlowCheck,
  InputReport,
  RequestAddress,
  TriggerAddress,
  TriggerCalls,
  WebhookAnswer,
  WebhookCall,
} from './client.ts'
export type {
  DeleteOptions,
  ExecutionOperations,
  ReplayOptions,
  RevisionChoice,
  WithReason,
} from './client-operations.ts'
export type { EngineConfig, EngineOptions } from './engine-options.ts'
export { createEngine, type Engine } from './runtime.ts'
export type { Alarms } from './systems/alarms.ts'
export type { HolidayCalendar } from './systems/answers/holiday-calendar.ts'
export type { SecretSource } from './systems/answers/secret-source.ts'
