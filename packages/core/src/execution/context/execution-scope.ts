import { createScope, type Scope, type ScopeValue } from '@countersign/expression'
import type { ValueMap } from '../../json/value.ts'
import { isSystemLabel, SYSTEM_LABEL_PREFIX } from '../../labels/labels.ts'
import type { Label } from '../execution.ts'
import { runsInDirectory } from '../flowables/working-directory-type.ts'
import type { TaskRun } from '../task-run.ts'
import type { ContextInput } from './facts.ts'
import { itemView } from './item-view.ts'
import { openSealed } from './open-sealed.ts'
import { outputsView } from './outputs-view.ts'
import { parentsOf } from './parents.ts'
import { taskStatesView } from './task-states-view.ts'

const SCHEDULE_TYPE = 'io.kestra.plugin.core.trigger.Schedule'

type Root = (input: ContextInput) => ScopeValue | undefined

/**
 * The roots of the expression context (engine.md 3.11, observed: bas-context*). Each is made when it is first read; a root that
 * gives undefined is not there. Sealed values are opened when they are read. `url` of the execution is not part of it in Kestra 1.3, `kestra.url` is.
 */
const ROOTS: Readonly<Record<string, Root>> = {
  flow: ({ plan }) => ({
    id: plan.flow.id,
    namespace: plan.flow.namespace,
    revision: plan.flow.revision,
    tenantId: plan.flow.tenant,
  }),
  execution: ({ facts: { execution }, answers }) => ({
    id: execution.id,
    startDate: new Date(execution.createdAt).toISOString(),
    originalId: execution.originalId,
    state: execution.state,
    ...(execution.outputs === null ? {} : { outputs: openSealed(execution.outputs, answers) }),
  }),
  inputs: ({ facts, answers }) => openSealed(facts.execution.inputs, answers),
  outputs: outputsView,
  vars: ({ facts }) => facts.execution.variables,
  task: ({ run, plan }) =>
    run === null ? undefined : { id: run.taskId, type: plan.nodes.get(run.taskId)?.task.type ?? null },
  taskrun: (input) => (input.run === null ? undefined : taskRunFacts(input.run, directoryRunOf(input)?.value)),
  workerTaskrun: (input) => {
    const around = directoryRunOf(input)
    return around === undefined ? undefined : taskRunFacts(around)
  },
  item: itemView,
  parents: (input) => (input.run === null ? undefined : parentsOf(input, directoryRunOf(input) ?? input.run)),
  parent: (input) => (input.run === null ? undefined : parentsOf(input, directoryRunOf(input) ?? input.run)[0]),
  tasks: taskStatesView,
  trigger: triggerVariables,
  // Older name of `trigger`, for schedules alone (observed: tr-schedule).
  schedule: (input) => (input.facts.execution.trigger?.type === SCHEDULE_TYPE ? triggerVariables(input) : undefined),
  labels: ({ facts }) => labelMap(facts.execution.labels),
  envs: ({ settings }) => settings.envs,
  globals: ({ settings }) => settings.globals,
  kestra: ({ settings }) => ({ url: settings.url }),
}

function triggerVariables({ facts: { execution }, answers }: ContextInput): ScopeValue | undefined {
  return execution.trigger === null ? undefined : openSealed(execution.trigger.variables, answers)
}

/** The context of a task run, or of the execution, as a lazy view: reading one root makes that root alone. */
export function executionScope(input: ContextInput): Scope {
  const made = new Map<string, ScopeValue | undefined>()
  const read = (name: string): ScopeValue | undefined => {
    if (input.extra !== undefined && Object.hasOwn(input.extra, name))
      return openSealed(input.extra[name] ?? null, input.answers)
    if (!made.has(name)) made.set(name, Object.hasOwn(ROOTS, name) ? ROOTS[name]?.(input) : undefined)
    return made.get(name)
  }
  return createScope({
    get: read,
    has: (name) => read(name) !== undefined,
    keys: () =>
      [...new Set([...Object.keys(ROOTS), ...Object.keys(input.extra ?? {})])].filter(
        (name) => read(name) !== undefined,
      ),
  })
}

/** The WorkingDirectory whose directory a task run works in: what it sees around itself is what that sees (engine.md 4.9). */
function directoryRunOf({ plan, facts, run }: ContextInput): TaskRun | undefined {
  const node = run === null ? undefined : plan.nodes.get(run.taskId)
  if (node === undefined || !runsInDirectory(node) || run?.parentId == null) return undefined
  return facts.findTaskRun(run.parentId)
}

/** `attemptsCount` counts attempts that ended, so it is 0 in the first one. */
export function taskRunFacts(run: TaskRun, value: string | null = run.value): ValueMap {
  return {
    id: run.id,
    startDate: new Date(run.histories[0]?.at ?? 0).toISOString(),
    attemptsCount: run.attempts.filter((attempt) => attempt.state !== 'RUNNING').length,
    ...(run.parentId === null ? {} : { parentId: run.parentId }),
    ...(value === null ? {} : { value }),
    ...(run.iteration === null ? {} : { iteration: run.iteration }),
  }
}

/** Labels as a map; those of the system nest under `labels.system` (observed: bas-context). */
function labelMap(labels: readonly Label[]): ScopeValue {
  const map: Record<string, ScopeValue> = {}
  const system: Record<string, ScopeValue> = {}
  for (const { key, value } of labels) {
    if (isSystemLabel(key)) {
      system[key.slice(SYSTEM_LABEL_PREFIX.length)] = value
      map.system = system
    } else map[key] = value
  }
  return map
}
