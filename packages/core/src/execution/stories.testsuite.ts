import type { Value } from '../json/value.ts'
import { SteppedExecution, type SteppedOptions } from '../testing/stepped-execution.ts'

/** An execution with everything that happens to it, to be lived through under different conditions. */
export interface Story {
  readonly name: string
  readonly flow: string
  readonly inputs?: Readonly<Record<string, Value>>
  /** What `kv()` and `secret()` give. */
  readonly answers?: Readonly<Record<string, Value>>
  /** What people and workers do once it was started. */
  play(stepped: SteppedExecution): void
}

/** Starts the story's execution and plays it to its end. */
export function live(story: Story, options: Partial<SteppedOptions> = {}): SteppedExecution {
  const { flow, inputs = {}, answers = {}, play } = story
  const stepped = new SteppedExecution({ flow, inputs, answers, ...options })
  stepped.start()
  play(stepped)
  return stepped
}

/** Everything that is stored of an execution, but for how often it was written. */
export function storyOf({ rows }: SteppedExecution): unknown {
  const { version: _written, ...execution } = rows.execution
  return { ...rows, execution }
}

const vacation: Story = {
  name: 'a gate with a form, and a branch that depends on the answer',
  flow: `
id: vacation
namespace: company.team
inputs: [ { id: employee, type: STRING } ]
tasks:
  - id: gate
    type: io.kestra.plugin.core.flow.Pause
    description: "May they go?"
    onResume: [ { id: approved, type: BOOLEAN }, { id: reason, type: STRING, required: false } ]
  - id: verdict
    type: io.kestra.plugin.core.debug.Return
    format: "{{ outputs.gate.onResume.approved ? 'APPROVED' : 'REJECTED' }} {{ inputs.employee }}"
  - id: rejected
    type: io.kestra.plugin.core.flow.If
    condition: "{{ outputs.gate.onResume.approved == false }}"
    then:
      - { id: tell, type: io.kestra.plugin.core.log.Log, message: "No: {{ outputs.gate.onResume.reason ?? 'no reason' }}" }
  - { id: last, type: io.kestra.plugin.core.log.Log, message: "{{ tasks.rejected.state }} {{ outputs.verdict.value }}" }
outputs: [ { id: verdict, type: STRING, value: "{{ outputs.verdict.value }}" } ]
`,
  inputs: { employee: 'Mia' },
  play: (stepped) => stepped.resume('gate', { approved: false, reason: null }),
}

const failure: Story = {
  name: 'a failure that runs through errors, finally and afterExecution',
  flow: `
id: failure
namespace: company.team
tasks:
  - id: outer
    type: io.kestra.plugin.core.flow.Sequential
    tasks:
      - { id: a, type: io.kestra.plugin.core.debug.Return, format: "a" }
      - id: inner
        type: io.kestra.plugin.core.flow.Sequential
        allowFailure: true
        tasks:
          - { id: broken, type: io.kestra.plugin.core.execution.Fail, errorMessage: "on purpose" }
          - { id: never, type: io.kestra.plugin.core.log.Log, message: "never" }
        errors: [ { id: repair, type: io.kestra.plugin.core.log.Log, message: "{{ tasks.broken.state }}" } ]
        finally: [ { id: tidy, type: io.kestra.plugin.core.execution.Fail } ]
      - { id: undefined, type: io.kestra.plugin.core.log.Log, message: "{{ inputs.nope }}" }
    finally: [ { id: sweep, type: io.kestra.plugin.core.log.Log, message: "{{ tasks.undefined.state }}" } ]
errors:
  - { id: e1, type: io.kestra.plugin.core.log.Log, message: "{{ outputs.a.value }}" }
  - { id: e2, type: io.kestra.plugin.core.execution.Fail }
finally: [ { id: f, type: io.kestra.plugin.core.log.Log, message: "{{ tasks.e2.state }}" } ]
afterExecution:
  - { id: ae1, type: io.kestra.plugin.core.log.Log, message: "after {{ execution.state }}" }
  - { id: ae2, type: io.kestra.plugin.core.log.Log, message: "skipped", runIf: "{{ execution.state == 'SUCCESS' }}" }
outputs: [ { id: o, type: STRING, value: "{{ outputs.a.value }}" } ]
`,
  play: () => {},
}

const effects: Story = {
  name: 'work outside between tasks that compute',
  flow: `
id: effects
namespace: company.team
tasks:
  - { id: first, type: io.kestra.plugin.core.flow.Sleep, duration: PT1S }
  - id: group
    type: io.kestra.plugin.core.flow.Sequential
    tasks:
      - { id: second, type: io.kestra.plugin.core.flow.Sleep, duration: PT1S, allowFailure: true }
      - { id: say, type: io.kestra.plugin.core.log.Log, message: "{{ outputs.first.code }} {{ outputs.second.code ?? 'none' }}" }
  - { id: end, type: io.kestra.plugin.core.debug.Return, format: "{{ outputs | length }}" }
`,
  play(stepped) {
    stepped.endAttempt('first', { outputs: { code: 200 } })
    stepped.endAttempt('second', {
      state: 'FAILED',
      failure: { kind: 'task', code: 'TASK_FAILED', message: 'no line', retryable: true },
    })
  },
}

const questions: Story = {
  name: 'questions wherever something is rendered',
  flow: `
id: questions
namespace: company.team
tasks:
  - { id: skipped, type: io.kestra.plugin.core.log.Log, message: "no", runIf: "{{ kv('on') == 'no' }}" }
  - { id: two, type: io.kestra.plugin.core.log.Log, message: "{{ kv('a') }} {{ secret('B') }}" }
  - id: branch
    type: io.kestra.plugin.core.flow.If
    condition: "{{ kv('limit') > 10 }}"
    then: [ { id: high, type: io.kestra.plugin.core.debug.Return, format: "{{ uuid() }} {{ now() }}{{ kv('a') }}" } ]
    else: [ { id: low, type: io.kestra.plugin.core.log.Log, message: "low" } ]
  - id: gate
    type: io.kestra.plugin.core.flow.Pause
    pauseDuration: "{{ kv('patience') }}"
    onResume: [ { id: window, type: SELECT, expression: "{{ kv('windows') }}" } ]
  - { id: missing, type: io.kestra.plugin.core.log.Log, message: "{{ kv('nothing') }}" }
errors: [ { id: e, type: io.kestra.plugin.core.log.Log, message: "{{ kv('a') }}" } ]
outputs: [ { id: o, type: STRING, value: "{{ secret('B') }}{{ outputs.gate.onResume.window }}" } ]
`,
  answers: {
    'kv(company.team, on)': 'yes',
    'kv(company.team, a)': 'A',
    'secret(company.team, B)': 'hush',
    'kv(company.team, limit)': 11,
    'kv(company.team, patience)': 'PT1H',
    'kv(company.team, windows)': ['morning', 'evening'],
  },
  play: (stepped) => stepped.resume('gate', { window: 'morning' }),
}

const deadline: Story = {
  name: 'a deadline that fails the gate, with errors and finally of its own',
  flow: `
id: deadline
namespace: company.team
tasks:
  - id: gate
    type: io.kestra.plugin.core.flow.Pause
    pauseDuration: PT1H
    behavior: FAIL
    errors: [ { id: gate_errors, type: io.kestra.plugin.core.log.Log, message: "{{ outputs.gate.resumed.to }}" } ]
    finally: [ { id: gate_finally, type: io.kestra.plugin.core.log.Log, message: "f" } ]
errors: [ { id: e, type: io.kestra.plugin.core.log.Log, message: "{{ tasks.gate.state }}" } ]
`,
  play: (stepped) => stepped.expire('gate'),
}

const killed: Story = {
  name: 'a kill while a worker is busy',
  flow: `
id: killed
namespace: company.team
tasks:
  - id: s
    type: io.kestra.plugin.core.flow.Sequential
    tasks: [ { id: busy, type: io.kestra.plugin.core.flow.Sleep, duration: PT1H } ]
afterExecution:
  - { id: ae, type: io.kestra.plugin.core.log.Log, message: "{{ tasks.busy.state }}" }
  - { id: slow, type: io.kestra.plugin.core.flow.Sleep, duration: PT1S }
`,
  play(stepped) {
    stepped.kill()
    stepped.endAttempt('slow')
  },
}

const exit: Story = {
  name: 'Exit deep inside',
  flow: `
id: exit
namespace: company.team
tasks:
  - id: i
    type: io.kestra.plugin.core.flow.If
    condition: "{{ 1 == 1 }}"
    then:
      - { id: l, type: io.kestra.plugin.core.execution.Labels, labels: { team: blue } }
      - { id: x, type: io.kestra.plugin.core.execution.Exit, state: WARNING }
      - { id: n, type: io.kestra.plugin.core.log.Log, message: "n" }
  - { id: z, type: io.kestra.plugin.core.log.Log, message: "z" }
afterExecution: [ { id: ae, type: io.kestra.plugin.core.log.Log, message: "{{ execution.state }} {{ labels.team }}" } ]
`,
  play: () => {},
}

const parent: Story = {
  name: 'a Subflow that is waited for',
  flow: `
id: parent
namespace: company.team
tasks:
  - { id: child, type: io.kestra.plugin.core.flow.Subflow, namespace: company.team, flowId: child, allowFailure: true }
  - { id: z, type: io.kestra.plugin.core.log.Log, message: "{{ outputs.child.state }} {{ outputs.child.outputs.o }}" }
`,
  play(stepped) {
    const run = stepped.taskRun('child')
    const childId = run.waiting?.kind === 'child' ? run.waiting.executionId : ''
    const news = { taskRunId: run.id, childId }
    stepped.run({ kind: 'child-started', ...news, namespace: 'company.team', flowId: 'child' })
    stepped.run({ kind: 'child-ended', ...news, state: 'FAILED', outputs: { o: 7 } })
  },
}

export const STORIES: readonly Story[] = [vacation, failure, effects, questions, deadline, killed, exit, parent]
