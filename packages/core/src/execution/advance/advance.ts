import { type HostQuestion, isPendingSignal } from '@countersign/expression'
import { assertNever } from '../../errors/invariant.ts'
import { rememberedNowKey } from '../context/data-question.ts'
import type { ExecutionFacts } from '../context/facts.ts'
import { factsWithOutputs } from '../context/facts-with-outputs.ts'
import { createRendering } from '../context/rendering.ts'
import type { ExecutionEvent } from '../events.ts'
import { enterPause } from '../flowables/pause.ts'
import type { Plan } from '../plan.ts'
import { isTerminated } from '../state.ts'
import type { TaskRun } from '../task-run.ts'
import type { Advance, Turn, WorkingSet } from '../turn.ts'
import { Agenda, type AgendaItem } from './agenda.ts'
import { progressContainer } from './containers.ts'
import { dispatch } from './dispatch.ts'
import { Draft } from './draft.ts'
import { takeEvent } from './events.ts'
import { beginNextRound } from './next-round.ts'
import { assertSlas } from './sla.ts'
import type { Step } from './step.ts'

/**
 * Takes an execution as far as it goes without the world outside: the one place where everything that a flow does is decided.
 * Pure (time, ids and answers come with the turn) and total (an event that no longer fits changes nothing; a problem of the
 * flow fails a task run, it never throws). Runs until quiet, until an answer is missing, or until the turn is used up.
 */
export function advance(plan: Plan, working: WorkingSet, events: readonly ExecutionEvent[], turn: Turn): Advance {
  const draft = new Draft(working, turn)
  const agenda = new Agenda()
  const step: Step = {
    draft,
    plan,
    agenda,
    rendering: (run) => renderingOf(plan, draft, run, draft),
    renderingWith: (run, outputs) => renderingOf(plan, draft, run, factsWithOutputs(draft, run, outputs)),
  }
  const questions = new Map<string, HostQuestion>()
  for (const event of events) takeEvent(step, event)
  let steps = 0
  let cut = false
  for (let item = agenda.next(); item !== undefined; item = agenda.next()) {
    const asked = performOrAsk(step, item, questions)
    if (item.kind === 'assert') {
      if (asked) break
      // It comes first in every turn, so that it must not use one up.
      continue
    }
    steps += 1
    cut = !agenda.isEmpty && turn.shouldYield(steps)
    if (cut) break
  }
  draft.updateExecution({ unfinishedTurn: cut || questions.size > 0 })
  return { execution: draft.execution, changes: draft.changes(), questions: [...questions.values()], more: cut }
}

function perform(step: Step, item: AgendaItem): void {
  if (step.draft.wasRemoved(item.taskRunId)) return
  switch (item.kind) {
    case 'dispatch':
      return dispatch(step, item.taskRunId)
    case 'progress':
      return progressContainer(step, item.taskRunId)
    case 'pause':
      return enterPause(step, item.taskRunId)
    case 'round':
      return beginNextRound(step, item.taskRunId)
    case 'assert':
      if (!isTerminated(step.draft.execution.state)) assertSlas(step)
      return
    default:
      return assertNever(item)
  }
}

function renderingOf(plan: Plan, draft: Draft, run: TaskRun | null, facts: ExecutionFacts) {
  const { expressions, answers, now, url, envs, globals } = draft.turn
  return createRendering({ expressions, plan, facts, run, answers, now, settings: { url, envs, globals } })
}

/**
 * Steps render before they change anything, so one that lacks an answer is simply repeated with it. The instant of the first
 * try is remembered for the repetition. True when it has to be.
 */
function performOrAsk(step: Step, item: AgendaItem, questions: Map<string, HostQuestion>): boolean {
  try {
    perform(step, item)
    return false
  } catch (error) {
    if (!isPendingSignal(error)) throw error
    questions.set(error.key, { key: error.key, kind: error.kind, args: error.args })
    const now = rememberedNowKey(item.taskRunId)
    if (!step.draft.turn.answers.has(now)) questions.set(now, { key: now, kind: 'remember', args: [step.draft.now] })
    return true
  }
}
