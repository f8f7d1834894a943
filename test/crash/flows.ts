/** Namespace of the flows that are run while the server is killed. */
export const NAMESPACE = 'crash'

/**
 * What the server is killed in the middle of: effects outside, gates with a form, deadlines, subflows that wait for a gate of
 * their own, and subflows that run beside their parent.
 */
export const CRASH_FLOWS: readonly string[] = [
  `id: gated
namespace: ${NAMESPACE}
inputs: [ { id: effects, type: STRING }, { id: n, type: INT } ]
tasks:
  - { id: before, type: io.kestra.plugin.core.http.Request, method: POST, uri: "{{ inputs.effects }}/before/{{ execution.id }}", body: "{{ inputs.n }}" }
  - { id: gate, type: io.kestra.plugin.core.flow.Pause, onResume: [ { id: answer, type: STRING } ] }
  - { id: echo, type: io.kestra.plugin.core.debug.Return, format: "{{ inputs.n }}:{{ outputs.gate.onResume.answer }}" }
  - { id: after, type: io.kestra.plugin.core.http.Request, method: POST, uri: "{{ inputs.effects }}/after/{{ execution.id }}", body: "{{ outputs.echo.value }}" }
`,
  `id: timed
namespace: ${NAMESPACE}
inputs: [ { id: effects, type: STRING } ]
tasks:
  - { id: wait, type: io.kestra.plugin.core.flow.Pause, pauseDuration: PT0.7S, behavior: RESUME }
  - { id: after, type: io.kestra.plugin.core.http.Request, method: POST, uri: "{{ inputs.effects }}/after/{{ execution.id }}" }
`,
  `id: parent
namespace: ${NAMESPACE}
inputs: [ { id: effects, type: STRING }, { id: n, type: INT } ]
tasks:
  - { id: beside, type: io.kestra.plugin.core.flow.Subflow, namespace: ${NAMESPACE}, flowId: timed, wait: false, inputs: { effects: "{{ inputs.effects }}" } }
  - { id: child, type: io.kestra.plugin.core.flow.Subflow, namespace: ${NAMESPACE}, flowId: gated, inputs: { effects: "{{ inputs.effects }}", n: "{{ inputs.n }}" } }
  - { id: done, type: io.kestra.plugin.core.debug.Return, format: "{{ outputs.child.state }}" }
`,
]

/** Saved in this order, because a subflow must exist when its parent runs. */
export const FLOW_IDS = ['gated', 'timed', 'parent'] as const
