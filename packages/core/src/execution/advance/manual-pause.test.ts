import { describe, expect, it } from 'vitest'
import { SteppedExecution, TEST_PERSON } from '../../testing/stepped-execution.ts'

const BY = { actor: TEST_PERSON, origin: { door: 'api' } } as const
const SLEEP = 'type: io.kestra.plugin.core.flow.Sleep, duration: PT1S'

function started(tasks: string): SteppedExecution {
  return new SteppedExecution({ flow: `id: flow\nnamespace: company.team\n${tasks}` }).start()
}

describe('a pause by a person', () => {
  it('finishes what runs, begins nothing new, and goes on without RESTARTED (pa-manual)', () => {
    const stepped = started(`
tasks:
  - { id: s, ${SLEEP} }
  - { id: z, type: io.kestra.plugin.core.debug.Return, format: z }
`)
    stepped.run({ kind: 'pause', ...BY })
    stepped.endAttempt('s')
    expect(stepped.states).toEqual(['s SUCCESS'])
    expect(stepped.rows.execution.state).toBe('PAUSED')
    stepped.run({ kind: 'end-pause', ...BY })
    expect(stepped.states).toEqual(['s SUCCESS', 'z SUCCESS'])
    expect(stepped.history()).toEqual(['CREATED', 'RUNNING', 'PAUSED', 'RUNNING', 'SUCCESS'])
    expect(stepped.rows.execution.attemptNumber).toBe(1)
    expect(stepped.rows.audit.map((draft) => draft.action)).toEqual([
      'execution.paused_by_person',
      'execution.resumed_by_person',
    ])
  })

  it('holds the last task back too: the execution ends when it goes on', () => {
    const stepped = started(`tasks: [ { id: s, ${SLEEP} } ]`)
    stepped.run({ kind: 'pause', ...BY })
    stepped.endAttempt('s', { state: 'FAILED' })
    expect(stepped.rows.execution.state).toBe('PAUSED')
    stepped.run({ kind: 'end-pause', ...BY })
    expect(stepped.rows.execution.state).toBe('FAILED')
  })

  it('passes no gate, and stops nothing that does not run', () => {
    const stepped = started('tasks: [ { id: p, type: io.kestra.plugin.core.flow.Pause } ]')
    stepped.run({ kind: 'pause', ...BY }, { kind: 'end-pause', ...BY })
    expect(stepped.states).toEqual(['p PAUSED'])
    stepped.resume('p')
    stepped.run({ kind: 'pause', ...BY })
    expect(stepped.rows.execution.state).toBe('SUCCESS')
    expect(stepped.rows.audit.some((draft) => draft.action === 'execution.paused_by_person')).toBe(false)
  })

  it('can be killed', () => {
    const stepped = started(`tasks: [ { id: s, ${SLEEP} } ]`)
    stepped.run({ kind: 'pause', ...BY })
    stepped.kill()
    expect(stepped.history()).toEqual(['CREATED', 'RUNNING', 'PAUSED', 'KILLING', 'KILLED'])
    expect(stepped.states).toEqual(['s KILLED'])
  })
})
