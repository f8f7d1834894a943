import { messageOf } from '../../errors/message-of.ts'
import { coerceOutput } from '../../inputs/coerce-output.ts'
import type { Value, ValueMap } from '../../json/value.ts'
import { LITERAL_RENDERER } from '../../task/properties/property-builder.ts'
import { isList } from '../../task/properties/value-text.ts'
import { handToWorker, takeWork } from '../advance/container-work.ts'
import type { Step } from '../advance/step.ts'
import { progressOf, setProgress } from '../advance/task-run-end.ts'
import { askData } from '../context/data-question.ts'
import { type OutputsRow, rowsOf } from '../context/output-rows.ts'
import { readKeyed } from '../keyed-value.ts'
import type { PlanNode } from '../plan.ts'
import type { TaskRun } from '../task-run.ts'
import { beginBranch, failToBegin } from './begin.ts'
import type { Flowable } from './flowable.ts'
import { renderLoopItems } from './loop-items.ts'
import { LOOP_PROPERTIES } from './loop-type.ts'

/**
 * Its tasks once for each value, each time on their own (version-2.md). Every iteration is a child that holds the tasks and ends for
 * itself: with `transmitFailed` the first that fails ends the loop, without it all are worked off.
 */
export const loop: Flowable = {
  start(step, run, node) {
    let items: ReturnType<typeof renderLoopItems>
    try {
      items = renderLoopItems(node.task.properties.values ?? null, step.rendering(run), (uri) => linesOf(step, uri))
    } catch (error) {
      const message = `\`${run.taskId}\` cannot begin: ${messageOf(error)}`
      return failToBegin(step, run, message)
    }
    const { values, keyed, fromFile } = items
    const fetchType = staticOf(node, 'fetchType')
    const stores = fetchType === 'STORE' || (fetchType === 'AUTO' && fromFile)
    step.draft.putLoopValues(run, values)
    beginBranch(
      step,
      run,
      'tasks',
      { iterationCount: values.length },
      {
        values: values.length,
        numbered: true,
        ...(keyed ? { keyed } : {}),
        ...(staticOf(node, 'transmitFailed') ? {} : { goesOn: true }),
        ...(stores ? { stored: true } : {}),
      },
    )
  },

  listDone(step, run, node) {
    const outputs = gather(step, run, node)
    step.draft.putOutputs(run, outputs)
    return 'is over'
  },

  finalState: (derived, node) => (staticOf(node, 'transmitFailed') ? derived : 'SUCCESS'),
}

/** One iteration: the tasks one after another, and its outputs once they have ended. */
export const loopIteration: Flowable = {
  start: (step, run) => beginBranch(step, run, 'tasks'),

  listDone(step, run, node, stopped) {
    const progress = progressOf(step, run.id)
    if (stopped || progress.captured === true || declarationsOf(node).length === 0) return 'is over'
    const loopRun = run.parentId === null ? null : step.draft.taskRun(run.parentId)
    if (loopRun?.progress?.stored === true) {
      handToWorker(step, run.id, 'capture')
      return 'goes on'
    }
    try {
      step.draft.putOutputs(run, renderOutputs(step, run, node))
    } catch (error) {
      const message = `The outputs of an iteration of \`${loopRun?.taskId}\` cannot be made: ${messageOf(error)}`
      step.draft.log(run, 'ERROR', message, node.task.logLevel)
      setProgress(step, run.id, { ...progress, counts: { ...progress.counts, FAILED: 1 }, captured: true })
    }
    return 'is over'
  },

  workDone: takeWork,
}

interface Declaration {
  readonly id: string
  readonly type: Parameters<typeof coerceOutput>[0]['type']
  readonly value: Value
  readonly required: boolean
}

function declarationsOf({ task }: PlanNode): readonly Declaration[] {
  const given = LOOP_PROPERTIES.outputs.render(task.properties.outputs, LITERAL_RENDERER, 'outputs')
  return given ?? []
}

function renderOutputs(step: Step, run: TaskRun, node: PlanNode): ValueMap {
  const rendering = step.rendering(run)
  const { encrypt } = step.draft.turn
  const sealing = encrypt === undefined ? {} : { encrypt }
  const outputs = new Map<string, Value>()
  for (const declaration of declarationsOf(node)) {
    try {
      outputs.set(declaration.id, coerceOutput(declaration, rendering.deep(declaration.value), sealing))
    } catch (error) {
      const reason = messageOf(error)
      if (declaration.required) throw error
      step.draft.log(run, 'WARN', `The optional output \`${declaration.id}\` is left out: ${reason}`)
    }
  }
  return Object.fromEntries(outputs)
}

/** What the loop gives to the tasks after it, in the order of the values. */
function gather(step: Step, run: TaskRun, node: PlanNode): ValueMap {
  const { draft } = step
  const { counts, values = 0, keyed } = progressOf(step, run.id)
  const prefix = draft.valuePath(run)
  const itemAt = (iteration: number): ValueMap => {
    const text = draft.loopValue(run.id, iteration)
    return keyed === true ? { ...readKeyed(text), iteration } : { value: text, iteration }
  }
  const rows = iterationRows(step, node).filter(({ path }) => prefix.every((part, index) => path[index] === part))
  const made = rows
    .map(({ path, outputs }) => ({ iteration: Number(path.at(-1)), outputs }))
    .sort((one, other) => one.iteration - other.iteration)
  const listed = made.map(({ iteration, outputs }) => ({ item: itemAt(iteration), outputs }))
  return {
    iterationCount: values,
    runningIterations: 0,
    terminatedIterations: { ...counts },
    ...(listed.length === 0 ? {} : { outputs: listed }),
  }
}

/** Outputs of all iterations; none are asked for when none are declared. @throws PendingSignal */
function iterationRows({ draft, plan }: Step, node: PlanNode): readonly OutputsRow[] {
  const child = node.branches.get('tasks')?.[0]
  if (child === undefined || declarationsOf(node).length === 0) return []
  return rowsOf({ facts: draft, answers: draft.turn.answers, plan }, child.task.id)
}

function linesOf(step: Step, uri: string): readonly string[] {
  const lines = askData(step.draft.turn.answers, 'fileLines', [uri])
  return isList(lines) ? lines.map(String).filter((line) => line.trim() !== '') : []
}

function staticOf<K extends 'transmitFailed' | 'fetchType'>({ task }: PlanNode, name: K) {
  return LOOP_PROPERTIES[name].render(task.properties[name], LITERAL_RENDERER, name)
}
