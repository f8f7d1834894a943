/** The flows of the mock server, as somebody would have written them. */
export const VACATION = `id: vacation_approval
namespace: hr.operations
description: Asks the manager of an employee, and tells the HR system what was decided.

inputs:
  - id: employee
    type: STRING
    displayName: Employee
  - id: start_date
    type: DATE
  - id: end_date
    type: DATE
  - id: remark
    type: STRING
    required: false
    description: Anything that helps to decide

tasks:
  - id: notify_manager
    type: io.kestra.plugin.notifications.slack.SlackIncomingWebhook
    url: "{{ secret('SLACK_HR_WEBHOOK') }}"
    payload: |
      {
        "channel": "#vacation-approvals",
        "text": "Review request from {{ inputs.employee }}\\n*Dates*: {{ inputs.start_date }} → {{ inputs.end_date }}\\nApprove: {{ appLink('appId') }}"
      }

  - id: await_decision # the execution waits here, for weeks if it must
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - id: approved
        type: BOOLEAN
        description: Approve this request?
      - id: reason
        type: STRING
        description: Decision notes

  - id: update_hr_system
    type: io.kestra.plugin.core.http.Request
    uri: "{{ kv('HR_API_ENDPOINT') }}/approvals"
    method: POST
    contentType: multipart/form-data
    formData:
      employee: "{{ inputs.employee }}"
      status: "{{ outputs.await_decision.onResume.approved ? 'APPROVED' : 'REJECTED' }}"
      notes: "{{ outputs.await_decision.onResume.reason }}"

  - id: log_result
    type: io.kestra.plugin.core.log.Log
    message: |
      Decision: {{ outputs.await_decision.onResume }}
`

export const EVERYTHING = `id: every_input
namespace: demo.forms
description: One input of each type, to look at the form.

inputs:
  - { id: name, type: STRING, displayName: Name of the release, defaults: "2026.11" }
  - { id: justification, type: STRING, description: Why now }
  - { id: seats, type: INT, min: 1, max: 500 }
  - { id: budget, type: FLOAT, required: false }
  - { id: urgent, type: BOOLEAN }
  - { id: day, type: DATE }
  - { id: at, type: DATETIME, required: false }
  - { id: time, type: TIME, required: false }
  - { id: window, type: DURATION, required: false }
  - { id: team, type: SELECT, values: [HR, Finance, IT] }
  - { id: region, type: SELECT, values: [eu-central-1, eu-west-1, eu-north-1, us-east-1, us-east-2, us-west-2, ap-south-1] }
  - { id: channels, type: MULTISELECT, values: [Mail, Slack, Teams] }
  - { id: contact, type: EMAIL, required: false }
  - { id: ticket, type: URI, required: false }
  - { id: settings, type: JSON, required: false, defaults: '{"dryRun": true}' }
  - { id: hosts, type: ARRAY, itemType: STRING, required: false }
  - { id: password, type: SECRET, required: false }
  - { id: plan, type: FILE, required: false }

tasks:
  - id: say
    type: io.kestra.plugin.core.log.Log
    message: "{{ inputs }}"
`

/** A small flow for lists. */
export function smallFlow(namespace: string, id: string): string {
  return `id: ${id}
namespace: ${namespace}

tasks:
  - id: fetch
    type: io.kestra.plugin.core.http.Request
    uri: https://example.org/${id}
  - id: store
    type: io.kestra.plugin.core.kv.Set
    key: last
    value: "{{ outputs.fetch.body }}"
`
}
