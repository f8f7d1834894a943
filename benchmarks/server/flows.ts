export const NAMESPACE = 'bench'

/** Two tasks that only compute. */
const shortFlow = (id: string) => `
id: ${id}
namespace: ${NAMESPACE}
tasks:
  - id: values
    type: io.kestra.plugin.core.output.OutputValues
    values:
      greeting: "Hello {{ flow.id }}"
  - id: say
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.values.values.greeting }}"
`

/** Opens `hooked`; it opens nothing else. */
export const WEBHOOK_KEY = 'key-of-the-benchmark'

/** What is measured: the short one, the same started by a webhook, and a gate with one task after it. The warm-up has a flow of its own, which nothing counts. */
export const FLOWS = [
  shortFlow('warm-up'),
  shortFlow('short'),
  `${shortFlow('hooked')}
triggers:
  - id: hook
    type: io.kestra.plugin.core.trigger.Webhook
    key: ${WEBHOOK_KEY}
`,
  `
id: gated
namespace: ${NAMESPACE}
tasks:
  - id: gate
    type: io.kestra.plugin.core.flow.Pause
  - id: say
    type: io.kestra.plugin.core.log.Log
    message: "{{ execution.id }} goes on"
`,
]
