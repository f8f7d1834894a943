import { describe, expect, it } from 'vitest'
import { SteppedExecution } from '../../testing/stepped-execution.ts'

describe('a flow', () => {
  it('runs its tasks one after another in one turn', () => {
    const stepped = new SteppedExecution({
      flow: `
id: two
namespace: company.team
tasks:
  - { id: a, type: io.kestra.plugin.core.debug.Return, format: "x{{ flow.id }}" }
  - { id: b, type: io.kestra.plugin.core.log.Log, message: "{{ outputs.a.value }}" }
`,
    })
    const taken = stepped.turn({ kind: 'start' })
    expect(taken).toMatchObject({ questions: [], more: false, execution: { state: 'SUCCESS', unfinishedTurn: false } })
    expect(stepped.states).toEqual(['a SUCCESS', 'b SUCCESS'])
    expect(stepped.lines).toEqual(['DEBUG a: xtwo', 'INFO b: xtwo'])
  })
})
