/** What a started execution does: two tasks that only compute, as in the comparison with Kestra. */
export const SHORT_FLOW = `
id: short
namespace: bench
inputs:
  - { id: name, type: STRING }
tasks:
  - id: values
    type: io.kestra.plugin.core.output.OutputValues
    values:
      greeting: "Hello {{ inputs.name }}"
  - id: say
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.values.values.greeting }}"
`

/** A gate with a form, and one task after it. */
export const GATED_FLOW = `
id: gated
namespace: bench
tasks:
  - id: gate
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - { id: approved, type: BOOLEAN }
  - id: say
    type: io.kestra.plugin.core.log.Log
    message: "approved: {{ outputs.gate.onResume.approved }}"
`
