/** Row of `executions`. Texts named `… JSON` hold compact JSON. */
export interface ExecutionRow {
  id: string
  tenant: string
  namespace: string
  flow_id: string
  flow_revision: number
  version: number
  state: string
  terminated: number
  histories: string
  /** JSON; null when it is long and stands in `execution_inputs`, so that updates do not write it again. */
  inputs: string | null
  outputs: string | null
  variables: string
  labels: string
  trigger_info: string | null
  /** The execution whose Subflow task started this one, waiting or not. */
  caller_execution_id: string | null
  parent_execution_id: string | null
  parent_task_run_id: string | null
  replay_of: string | null
  original_id: string
  attempt_number: number
  created_by: string
  created_at: number
  original_created_at: number
  ended_at: number | null
  schedule_at: number | null
  /** Null for NORMAL. */
  kind: string | null
  /** JSON list; null for none. */
  breakpoints: string | null
  progress: string
  next_sequence: number
  slot_released: number
  unfinished_turn: number
}

/** Row of `execution_inputs`: inputs too long for the header. */
export interface ExecutionInputsRow {
  execution_id: string
  inputs: string
}

/** Row of `task_runs`. */
export interface TaskRunRow {
  execution_id: string
  sequence: number
  id: string
  tenant: string
  task_id: string
  parent_id: string | null
  iteration_key: string
  value: string | null
  iteration: number | null
  state: string
  terminated: number
  histories: string
  attempts: string
  progress: string | null
  waiting: string | null
}

/** Row of `task_outputs`. */
export interface TaskOutputsRow {
  execution_id: string
  task_id: string
  task_run_id: string
  tenant: string
  path: string
  /** Names the path in an index; null outside of loops. */
  path_key: string | null
  outputs: string
}

/** Row of `loop_values`. */
export interface LoopValuesRow {
  execution_id: string
  task_run_id: string
  chunk: number
  /** JSON list of texts. */
  items: string
}

/** Row of `logs` as it is appended. */
export interface LogRow {
  execution_id: string
  tenant: string
  namespace: string
  flow_id: string
  task_id: string | null
  task_run_id: string | null
  attempt: number | null
  at: number
  level: string
  message: string
}

/** Row of `logs` as it is read; the database numbers the lines. */
export interface StoredLogRow extends LogRow {
  position: number
}

/** Row of `jobs`. */
export interface JobRow {
  task_run_id: string
  attempt: number
  execution_id: string
  tenant: string
  kind: string
  owner: string
  created_at: number
}

/** Row of `timers`. */
export interface TimerRow {
  id: string
  tenant: string
  execution_id: string
  due_at: number
  purpose: string
}

/** Row of `inbox`. */
export interface InboxRow {
  id: string
  tenant: string
  execution_id: string
  at: number
  news: string
}
