/** What a new flow starts from: it asks a person, and says what was answered. */
export const NEW_FLOW = `id: my_approval
namespace: my.team

tasks:
  - id: gate
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - id: approved
        type: BOOLEAN
        description: Approve this request?
      - id: reason
        type: STRING

  - id: say_it
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.gate.onResume.approved ? 'Approved' : 'Rejected' }}: {{ outputs.gate.onResume.reason }}"
`
