import { routes, type StateName, type TaskRun } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { ACTION_PERMISSIONS, type ExecutionAction, isPausedByPerson, whyNot } from './possible-actions.ts'

const stateOf = (current: StateName) => ({ current, histories: [], startDate: '2026-11-24T00:00:00Z' })

function runIn(current: StateName): TaskRun {
  return {
    id: current,
    executionId: 'e',
    namespace: 'n',
    flowId: 'f',
    taskId: 't',
    outputs: null,
    state: stateOf(current),
  }
}

/** An execution in a state, with task runs in others. */
function executionIn(current: StateName, ...runs: readonly StateName[]) {
  return { state: stateOf(current), ...(runs.length === 0 ? {} : { taskRunList: runs.map(runIn) }) }
}

const ACTIONS: readonly ExecutionAction[] = ['kill', 'pause', 'replay', 'restart', 'resume']

describe('what can be done to an execution', () => {
  it.each(ACTIONS)('%s is asked of those whom its route lets through', (action) => {
    expect(ACTION_PERMISSIONS[action]).toBe(routes.executions[action].permission)
  })

  it.each<[string, ReturnType<typeof executionIn>, readonly ExecutionAction[]]>([
    ['is created', executionIn('CREATED'), ['kill']],
    ['runs', executionIn('RUNNING', 'SUCCESS', 'RUNNING'), ['kill', 'pause']],
    ['is being killed', executionIn('KILLING', 'RUNNING'), []],
    ['waits for an answer', executionIn('PAUSED', 'SUCCESS', 'PAUSED'), ['kill', 'resume']],
    ['was paused by a person', executionIn('PAUSED', 'SUCCESS'), ['kill', 'resume']],
    ['failed at a task', executionIn('FAILED', 'SUCCESS', 'FAILED'), ['replay', 'restart']],
    ['failed without a task', executionIn('FAILED', 'SUCCESS'), ['replay']],
    ['ended well', executionIn('SUCCESS', 'SUCCESS'), ['replay']],
    ['ended with warnings', executionIn('WARNING', 'WARNING'), ['replay']],
    ['was killed', executionIn('KILLED', 'FAILED', 'KILLED'), ['replay']],
    ['was cancelled', executionIn('CANCELLED'), ['replay']],
  ])('when it %s', (_when, execution, possible) => {
    expect(ACTIONS.filter((action) => whyNot(action, execution) === null)).toEqual(possible)
  })
})

describe('why something cannot be done', () => {
  it('names the way that is open instead', () => {
    expect(whyNot('restart', executionIn('PAUSED', 'PAUSED'))).toBe('It did not fail, it is paused: resume it.')
    expect(whyNot('restart', executionIn('KILLED', 'KILLED'))).toBe('It was killed: replay it.')
    expect(whyNot('restart', executionIn('SUCCESS', 'SUCCESS'))).toBe(
      'It did not fail, it ended as success: replay it.',
    )
  })

  it('says how an execution ended that can be neither paused, resumed nor killed', () => {
    const failed = executionIn('FAILED', 'FAILED')
    for (const action of ['kill', 'pause', 'resume'] as const)
      expect(whyNot(action, failed)).toBe('It has ended: failed.')
  })

  it('tells a second pause, and a pause before the start, from each other', () => {
    expect(whyNot('pause', executionIn('PAUSED'))).toBe('It is paused already.')
    expect(whyNot('pause', executionIn('QUEUED'))).toBe('Only a running execution can be paused; this one is queued.')
  })
})

describe('a pause by a person', () => {
  it('is one in which no task waits', () => {
    expect(isPausedByPerson(executionIn('PAUSED'))).toBe(true)
    expect(isPausedByPerson(executionIn('PAUSED', 'SUCCESS', 'RUNNING'))).toBe(true)
    expect(isPausedByPerson(executionIn('PAUSED', 'SUCCESS', 'PAUSED'))).toBe(false)
    expect(isPausedByPerson(executionIn('RUNNING', 'PAUSED'))).toBe(false)
  })
})
