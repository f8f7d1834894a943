import type { ExecutionEvent } from '../events.ts'
import { batchOfChild } from '../flowables/batch-letters.ts'
import { batchEnded, batchRefused, batchStarted } from '../flowables/batches.ts'
import { childEnded, childRefused, childStarted } from '../flowables/subflow.ts'
import { isTerminated, isToBeStarted } from '../state.ts'
import type { TaskRun } from '../task-run.ts'
import type { Step } from './step.ts'

type ChildNews = Extract<ExecutionEvent, { kind: 'child-started' | 'child-refused' | 'child-ended' }>

/** News of an execution that a task run started: the one of a Subflow, or one for a batch of a ForEachItem. */
export function takeChildNews(step: Step, news: ChildNews): void {
  const run = step.draft.findTaskRun(news.taskRunId)
  if (run === undefined || isTerminated(run.state)) return
  if (run.waiting?.kind === 'batches') return takeBatchNews(step, run, news)
  if (run.waiting?.kind === 'child') takeNewsOfOne(step, run, run.waiting.executionId, news)
}

function takeNewsOfOne(step: Step, run: TaskRun, awaited: string, news: ChildNews): void {
  switch (news.kind) {
    case 'child-started': {
      const { childId: id, namespace, flowId } = news
      if (id === awaited && isToBeStarted(run.state)) childStarted(step, run, { id, namespace, flowId })
      return
    }
    case 'child-refused':
      if (isToBeStarted(run.state)) childRefused(step, run, news.message)
      return
    case 'child-ended':
      if (news.childId === awaited || news.originalId === awaited) childEnded(step, run, news)
      return
  }
}

function takeBatchNews(step: Step, run: TaskRun, news: ChildNews): void {
  const { childId = '' } = news
  const index = batchOfChild(run, news.kind === 'child-ended' ? (news.originalId ?? childId) : childId)
  if (index === null) return
  switch (news.kind) {
    case 'child-started':
      return batchStarted(step, run, index, { id: childId, namespace: news.namespace, flowId: news.flowId })
    case 'child-refused':
      return batchRefused(step, run, index, news.message)
    case 'child-ended':
      return batchEnded(step, run, index, news.state)
  }
}
