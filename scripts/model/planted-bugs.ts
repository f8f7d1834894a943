/** A fault that is put into the engine on purpose: one piece of one source is replaced while it is loaded. */
export interface PlantedBug {
  readonly name: string
  /** Path below `packages/core/src/execution`. */
  readonly file: string
  readonly find: string
  readonly replace: string
}

/**
 * What the reference model must find. Each is a fault that engines of this kind have had:
 *
 * | Name | What it does |
 * | --- | --- |
 * | thawed-pause | a gate stops nothing: task runs beside it begin while it waits (a Pause in a loop, kestra#19373) |
 * | gate-skipped-on-replay | a gate that is replayed is passed without being asked again (kestra#12435) |
 * | second-gate-forgotten | the first of several answers lets everything go on (kestra#1223) |
 * | lost-wake-up | after a cut turn, containers that could go on are not found |
 * | dag-order | a Dag's task begins when one of its dependencies has ended, not all |
 * | errors-before-siblings | a container ends while tasks beside the failed one still run |
 * | one-too-many | a loop begins one value more than its limit allows |
 */
export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    name: 'thawed-pause',
    file: 'advance/containers.ts',
    find: 'if (isHeld(draft.execution.state) && unfolding !== true) return null',
    replace: '',
  },
  {
    name: 'gate-skipped-on-replay',
    file: 'flowables/pause.ts',
    find: "if (!isTerminated(step.draft.execution.state)) return step.agenda.push({ kind: 'pause', taskRunId: run.id })",
    replace:
      "if (run.histories.some((one) => one.state === 'PAUSED')) return endTaskRun(step, run.id, 'SUCCESS'); if (!isTerminated(step.draft.execution.state)) return step.agenda.push({ kind: 'pause', taskRunId: run.id })",
  },
  {
    name: 'second-gate-forgotten',
    file: 'advance/events.ts',
    find: "if (draft.liveTaskRuns().some((other) => other.state === 'PAUSED')) return",
    replace: '',
  },
  {
    name: 'lost-wake-up',
    file: 'advance/pick-up.ts',
    find: "else agenda.push({ kind: 'progress', taskRunId: run.id })",
    replace: '',
  },
  {
    name: 'dag-order',
    file: 'scheduling/dag.ts',
    find: 'dependencies(work, place).every((needed) => over.has(needed))',
    replace: '(dependencies(work, place).length === 0 || dependencies(work, place).some((needed) => over.has(needed)))',
  },
  {
    name: 'errors-before-siblings',
    file: 'advance/containers.ts',
    find: 'const quiet = active + lingering === 0',
    replace: 'const quiet = active === 0',
  },
  {
    name: 'one-too-many',
    file: 'scheduling/value-groups.ts',
    find: 'limit - active - ready.length',
    replace: 'limit - active - ready.length + 1',
  },
]
