/** Flows of tests, in the namespace `team.api`. */

export const HELLO_FLOW = `# a comment stays
id: hello
namespace: team.api
description: Says hello
labels:
  team: ops
inputs:
  - id: who
    type: STRING
    defaults: World
  - id: times
    type: INT
    required: false
    max: 5
variables:
  v1: x
tasks:
  - id: ret
    type: io.kestra.plugin.core.debug.Return
    format: "Hello {{ inputs.who }}"
  - id: log
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.ret.value }}"
`

export const GATE_FLOW = `id: gate
namespace: team.api
tasks:
  - id: before
    type: io.kestra.plugin.core.log.Log
    message: asking
  - id: approval
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - id: approved
        type: BOOLEAN
        description: Approve?
      - id: reason
        type: STRING
        defaults: none
      - id: level
        type: SELECT
        required: false
        values: [low, high]
  - id: after
    type: io.kestra.plugin.core.debug.Return
    format: "{{ outputs.approval.onResume.reason }}"
`

export const PLAIN_PAUSE_FLOW = `id: pauseplain
namespace: team.api
tasks:
  - id: wait
    type: io.kestra.plugin.core.flow.Pause
`

export const NEEDY_FLOW = `id: needy
namespace: team.api
inputs:
  - id: name
    type: STRING
  - id: list
    type: ARRAY
    itemType: INT
    required: false
  - id: amount
    type: FLOAT
    required: false
tasks:
  - id: ret
    type: io.kestra.plugin.core.debug.Return
    format: "{{ inputs.name }}"
`

export const FAILING_FLOW = `id: failing
namespace: team.api
tasks:
  - id: bad
    type: io.kestra.plugin.core.execution.Fail
    errorMessage: on purpose
`
