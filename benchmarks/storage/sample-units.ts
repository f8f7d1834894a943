import { type CommitUnit, type Execution, SYSTEM_ACTOR, type TaskRun } from '@countersign/core'

/** Ids as long as real ones, which sort by time as those do. */
export function createSampleUnits(prefix: string) {
  let count = 0
  const id = () => `${prefix}${String(++count).padStart(22 - prefix.length, '0')}`
  const unit = (): { readonly unit: CommitUnit; readonly execution: Execution } => {
    const execution = sampleExecution(id(), count)
    const runs = [0, 1].map((sequence) => sampleTaskRun(execution, id(), sequence))
    return {
      execution,
      unit: {
        guards: [{ kind: 'execution-version', executionId: execution.id, version: 0 }],
        writes: [
          { kind: 'execution-insert', row: execution },
          ...runs.map((row) => ({ kind: 'task-run-insert', row }) as const),
          ...[1, 2, 3].map((line) => ({ kind: 'log-append', row: sampleLog(execution, line) }) as const),
        ],
        audit: [
          {
            tenant: 'main',
            at: execution.createdAt,
            actor: SYSTEM_ACTOR,
            action: 'execution.created',
            target: { kind: 'execution', id: execution.id, namespace: execution.namespace },
            origin: { door: 'api', requestId: execution.id },
            body: { flow: execution.flowId },
          },
        ],
      },
    }
  }
  return { id, unit }
}

function sampleExecution(id: string, count: number): Execution {
  const at = 1_764_000_000_000 + count
  return {
    tenant: 'main',
    id,
    namespace: `company.team${count % 50}`,
    flowId: `flow-${count % 200}`,
    flowRevision: 1,
    version: 1,
    state: count % 10 === 0 ? 'FAILED' : 'SUCCESS',
    histories: [
      { state: 'CREATED', at },
      { state: 'RUNNING', at: at + 1 },
      { state: 'SUCCESS', at: at + 5 },
    ],
    inputs: { name: 'World', count },
    outputs: { greeting: 'Hello World' },
    variables: {},
    labels: [{ key: 'team', value: `team${count % 50}` }],
    trigger: null,
    parent: null,
    replayOf: null,
    originalId: id,
    kind: 'NORMAL',
    breakpoints: [],
    attemptNumber: 1,
    createdBy: SYSTEM_ACTOR,
    createdAt: at,
    originalCreatedAt: at,
    endedAt: at + 5,
    scheduleAt: null,
    progress: { branch: 'tasks', next: 2, active: 0, counts: { SUCCESS: 2 } },
    nextSequence: 2,
    slotReleased: false,
    unfinishedTurn: false,
  }
}

function sampleTaskRun(execution: Execution, id: string, sequence: number): TaskRun {
  const at = execution.createdAt
  const histories = [
    { state: 'CREATED', at },
    { state: 'RUNNING', at: at + 1 },
    { state: 'SUCCESS', at: at + 2 },
  ] as const
  return {
    tenant: execution.tenant,
    id,
    executionId: execution.id,
    taskId: sequence === 0 ? 'hello' : 'outputs',
    parentId: null,
    sequence,
    iterationKey: '',
    value: null,
    iteration: null,
    state: 'SUCCESS',
    histories,
    attempts: [{ state: 'SUCCESS', histories, failure: null }],
    progress: null,
    waiting: null,
  }
}

function sampleLog(execution: Execution, line: number) {
  return {
    tenant: execution.tenant,
    executionId: execution.id,
    namespace: execution.namespace,
    flowId: execution.flowId,
    taskId: 'hello',
    taskRunId: null,
    attempt: 0,
    at: execution.createdAt + line,
    level: 'INFO',
    message: `Line ${line} of what a task of about this length has to say`,
  } as const
}
