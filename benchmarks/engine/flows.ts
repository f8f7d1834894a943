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

/** A loop whose iterations only compute. */
export const LOOP_FLOW = `
id: loop
namespace: bench
inputs:
  - { id: size, type: INT }
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.ForEach
    values: "{{ range(1, inputs.size) }}"
    tasks:
      - { id: one, type: io.kestra.plugin.core.debug.Return, format: "{{ taskrun.value }}" }
`

/** The same with all values at once. */
export const WIDE_LOOP_FLOW = LOOP_FLOW.replace('id: loop', 'id: wide-loop').replace(
  '    tasks:',
  '    concurrencyLimit: 0\n    tasks:',
)

/** A loop whose second task reads the outputs of the first in the same iteration. */
export const READING_LOOP_FLOW = `${LOOP_FLOW.replace('id: loop', 'id: reading-loop').trimEnd()}
      - { id: two, type: io.kestra.plugin.core.debug.Return, format: "{{ outputs.one[taskrun.value].value }}" }
`
