import type { ExecutionOperations } from './client-operations.ts'
import type { EngineOptions } from './engine-options.ts'
import { createBreakpointLeaver } from './systems/executions/breakpoints.ts'
import { createExecutionEnder } from './systems/executions/execution-ender.ts'
import { createForceRunner } from './systems/executions/force-runner.ts'
import { createHeaderChanger } from './systems/executions/header-changer.ts'
import { createManualPauses } from './systems/executions/manual-pauses.ts'
import { createReplayer } from './systems/executions/replayer.ts'
import { createRestarter } from './systems/executions/restarter.ts'
import { createTaskStateChanger } from './systems/executions/task-state-changer.ts'
import { createUnqueuer } from './systems/executions/unqueuer.ts'
import type { Systems } from './systems.ts'

/** What people do to executions; `call` counts each as work, and refuses it unless the engine runs. */
export function createOperations(
  options: EngineOptions,
  systems: Systems,
  call: <T>(work: () => Promise<T>) => Promise<T>,
): ExecutionOperations {
  const ports = { ...options.storage, ...systems, ...options }
  const lives = { ...ports, owner: systems.ownership.owner }
  const ender = createExecutionEnder(ports)
  const restarter = createRestarter(lives)
  const replayer = createReplayer(lives)
  const forceRun = createForceRunner({ ...ports, decisions: systems.decisions })
  const pauses = createManualPauses(ports)
  const unqueue = createUnqueuer(ports)
  const leaveBreakpoint = createBreakpointLeaver(ports)
  const changeTaskState = createTaskStateChanger(ports)
  const headers = createHeaderChanger(ports)
  return {
    kill: (caller, id, how) => call(() => ender.kill(caller, id, how)),
    restart: (caller, id, how) => call(() => restarter.restart(caller, id, how)),
    checkRestart: (caller, id, how) => call(() => restarter.checkRestart(caller, id, how)),
    replay: (caller, id, how) => call(() => replayer.replay(caller, id, how)),
    changeTaskState: (caller, id, change) => call(() => changeTaskState(caller, id, change)),
    changeStatus: (caller, id, change) => call(() => headers.changeStatus(caller, id, change)),
    setLabels: (caller, id, labels) => call(() => headers.setLabels(caller, id, labels)),
    forceRun: (caller, id, why) => call(() => forceRun(caller, id, why)),
    unqueue: (caller, id, how) => call(() => unqueue(caller, id, how)),
    pause: (caller, id) => call(() => pauses.pause(caller, id)),
    endPause: (caller, id) => call(() => pauses.endPause(caller, id)),
    leaveBreakpoint: (caller, id, how) => call(() => leaveBreakpoint(caller, id, how)),
    deleteExecution: (caller, id, how) => call(() => ender.deleteExecution(caller, id, how)),
  }
}
