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
} from './client.ts'
