import { type Execution, type LogEntry, SYSTEM_ACTOR, type TaskRun } from '@countersign/core'
import { TEST_EPOCH } from './fake-clock.ts'

/** An execution that has just been created; override what the test is about. */
export function executionRow(overrides: Partial<Execution> = {}): Execution {
  return {
    tenant: 'main',
    id: 'execution',
    namespace: 'company.team',
    flowId: 'flow',
    flowRevision: 1,
    version: 1,
    state: 'CREATED',
    histories: [{ state: 'CREATED', at: TEST_EPOCH }],
    inputs: {},
    outputs: null,
    variables: {},
    labels: [],
    trigger: null,
    parent: null,
    replayOf: null,
    originalId: overrides.id ?? 'execution',
    kind: 'NORMAL',
    breakpoints: [],
    attemptNumber: 1,
    createdBy: SYSTEM_ACTOR,
    createdAt: TEST_EPOCH,
    originalCreatedAt: TEST_EPOCH,
    endedAt: null,
    scheduleAt: null,
    progress: { branch: 'tasks', next: 0, active: 0, counts: {} },
    nextSequence: 0,
    slotReleased: false,
    unfinishedTurn: false,
    ...overrides,
  }
}

/** A task run outside loops that has just been created. */
export function taskRunRow(overrides: Partial<TaskRun> = {}): TaskRun {
  return {
    tenant: 'main',
    id: 'task-run',
    executionId: 'execution',
    taskId: 'task',
    parentId: null,
    sequence: 0,
    iterationKey: '',
    value: null,
    iteration: null,
    state: 'CREATED',
    histories: [{ state: 'CREATED', at: TEST_EPOCH }],
    attempts: [],
    progress: null,
    waiting: null,
    ...overrides,
  }
}

export function logRow(overrides: Partial<LogEntry> = {}): LogEntry {
  return {
    tenant: 'main',
    executionId: 'execution',
    namespace: 'company.team',
    flowId: 'flow',
    taskId: 'task',
    taskRunId: 'task-run',
    attempt: 0,
    at: TEST_EPOCH,
    level: 'INFO',
    message: 'a line',
    ...overrides,
  }
}
