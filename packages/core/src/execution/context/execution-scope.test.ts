import { describe, expect, it } from 'vitest'
import { SteppedExecution, type SteppedOptions } from '../../testing/stepped-execution.ts'

const CORE = 'io.kestra.plugin.core'

/** What a Return inside an If gives for `format`. */
function seen(format: string, options: Partial<SteppedOptions> = {}): unknown {
  const stepped = new SteppedExecution({
    flow: `
id: f
namespace: company.team
variables: { v: "{{ 1 + 1 }}" }
labels: { team: a }
tasks:
  - { id: first, type: ${CORE}.debug.Return, format: one }
  - id: branch
    type: ${CORE}.flow.If
    condition: "true"
    then:
      - { id: t, type: ${CORE}.debug.Return, format: '${format}' }
`,
    ...options,
  }).start()
  return stepped.outputs('t')?.value ?? stepped.lines.at(-1)
}

describe('an expression sees', () => {
  it.each([
    ['{{ flow.id }} {{ flow.namespace }} {{ flow.revision }} {{ flow.tenantId }}', 'f company.team 1 main'],
    ['{{ execution.id }} {{ execution.originalId }} {{ execution.state }}', 'id-00001 id-00001 RUNNING'],
    ['{{ execution.startDate }}', '2026-01-02T03:04:05.678Z'],
    ['{{ inputs.n }} {{ vars.v }} {{ labels.team }}', '7 {{ 1 + 1 }} a'],
    ['{{ labels.system.correlationId }}', 'id-00001'],
    ['{{ task.id }} {{ task.type }}', `t ${CORE}.debug.Return`],
    ['{{ taskrun.attemptsCount }} {{ taskrun.startDate }}', '0 2026-01-02T03:04:05.678Z'],
    ['{{ parent.outputs.evaluationResult }} {{ parents | length }}', 'true 1'],
    ['{{ tasks.first.state }} {{ tasks.branch.state }} {{ tasks.t.state }}', 'SUCCESS RUNNING CREATED'],
    ['{{ trigger.by }}', 'cron'],
    ['{{ kestra.url }}', 'http://localhost:8080'],
    ['{{ envs }} {{ globals }}', '{} {}'],
    ['{{ execution.outputs ?? "none" }} {{ taskrun.value ?? "none" }}', 'none none'],
  ])('%s', (format, text) => {
    const trigger = { id: 't', type: 'test.Schedule', variables: { by: 'cron' } }
    expect(seen(format, { inputs: { n: 7 }, trigger })).toBe(text)
  })

  it.each(['trigger', 'nothing', 'inputs.n', 'execution.url', 'tasks.unknown'])('no %s, and says so', (name) => {
    expect(seen(`{{ ${name} }}`)).toMatch(/^ERROR t: /)
  })
})
