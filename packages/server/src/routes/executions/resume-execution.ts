import type { Execution, Storage } from '@countersign/core'
import type { Answer, Caller, EngineClient } from '@countersign/engine'

interface ResumePorts {
  readonly engine: Pick<EngineClient, 'decide' | 'endPause'>
  readonly storage: Pick<Storage, 'approvals'>
}

/** True for an execution that a person paused: nothing of it waits for an answer. */
export async function isPausedByPerson({ approvals }: ResumePorts['storage'], execution: Execution): Promise<boolean> {
  return execution.state === 'PAUSED' && (await approvals.openOf(execution.id)).length === 0
}

/** Kestra's resume: answers the first open request, or ends the pause of a person; inputs then have no meaning. */
export async function resumeExecution(
  { engine, storage }: ResumePorts,
  caller: Caller,
  execution: Execution,
  answer: Answer,
): Promise<void> {
  if ((await isPausedByPerson(storage, execution)) && (await engine.endPause(caller, execution.id))) return
  await engine.decide(caller, answer)
}
