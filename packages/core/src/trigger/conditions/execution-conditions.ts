import { STATES, type State } from '../../execution/state.ts'
import { hasLabel } from '../../labels/labels.ts'
import { p } from '../../task/properties/p.ts'
import { PropertyError } from '../../task/property.ts'
import { labelPairs } from '../label-pairs.ts'
import { type ConditionContext, type ConditionType, defineCondition, type UpstreamExecution } from './condition-type.ts'

const states = () => p.list(p.enum(STATES)).static()

const executionStatus = defineCondition({
  name: 'ExecutionStatus',
  title: 'The execution is in one of some states',
  description: 'True when the state is among `in` (when given) and not among `notIn`.',
  properties: { in: states(), notIn: states() },
  test: (input, context) => isAmong(upstream(context).state, input.in, input.notIn),
})

const executionFlow = defineCondition({
  name: 'ExecutionFlow',
  title: 'The execution is one of a certain flow',
  description: 'True when the execution belongs to this flow.',
  properties: { namespace: p.string().mandatory().static(), flowId: p.string().mandatory().static() },
  test(input, context) {
    const { namespace, flowId } = upstream(context)
    return namespace === input.namespace && flowId === input.flowId
  },
})

const executionNamespace = defineCondition({
  name: 'ExecutionNamespace',
  title: 'The execution belongs to a namespace',
  description: 'True when the namespace of the execution equals the given one, begins with it or ends with it.',
  properties: {
    namespace: p.string().mandatory().static(),
    comparison: p.enum(['EQUALS', 'PREFIX', 'SUFFIX']).static(),
    prefix: p.boolean().default(false).static().describe('Older way to say `comparison: PREFIX`.'),
  },
  test(input, context) {
    const { namespace } = upstream(context)
    const comparison = input.comparison ?? (input.prefix ? 'PREFIX' : 'EQUALS')
    if (comparison === 'PREFIX') return namespace.startsWith(input.namespace)
    return comparison === 'SUFFIX' ? namespace.endsWith(input.namespace) : namespace === input.namespace
  },
})

const executionLabels = defineCondition({
  name: 'ExecutionLabels',
  title: 'The execution has certain labels',
  description: 'True when the execution has all of these labels.',
  properties: { labels: p.any().static().mandatory().describe('A map, or a list of `key` and `value`.') },
  test(input, context) {
    const { labels } = upstream(context)
    return labelPairs(input.labels).every((label) => hasLabel(labels, label))
  },
})

const executionOutputs = defineCondition({
  name: 'ExecutionOutputs',
  title: 'The outputs of the execution fit an expression',
  description:
    'True when the expression, which reads `trigger.outputs`, is true. False when the execution has no outputs.',
  // Rendered by the test alone: without outputs there is nothing that the expression could read.
  properties: { expression: p.string().mandatory().static() },
  test(input, context) {
    const { outputs } = upstream(context)
    return outputs !== null && Object.keys(outputs).length > 0 && saysYes(context.renderer.text(input.expression))
  },
})

const hasRetryAttempt = defineCondition({
  name: 'HasRetryAttempt',
  title: 'A task was tried more than once',
  description: 'True when a task with several attempts has one whose state is among `in` and not among `notIn`.',
  needsAttempts: true,
  properties: { in: states(), notIn: states() },
  test: (input, context) =>
    upstream(context)
      .attempts.filter((attempts) => attempts.length > 1)
      .some((attempts) => attempts.some((state) => isAmong(state, input.in, input.notIn))),
})

const flowCondition = defineCondition({
  name: 'FlowCondition',
  title: 'The trigger belongs to a certain flow',
  description: 'True when the flow that has the trigger is this one.',
  properties: { namespace: p.string().mandatory().static(), flowId: p.string().mandatory().static() },
  test: (input, { flow }) => flow.namespace === input.namespace && flow.id === input.flowId,
})

const flowNamespaceCondition = defineCondition({
  name: 'FlowNamespaceCondition',
  title: 'The trigger belongs to a flow of a namespace',
  description: 'True when the namespace of the flow that has the trigger equals the given one, or begins with it.',
  properties: { namespace: p.string().mandatory().static(), prefix: p.boolean().default(false).static() },
  test: ({ namespace, prefix }, { flow }) =>
    prefix ? flow.namespace.startsWith(namespace) : flow.namespace === namespace,
})

const expression = defineCondition({
  name: 'Expression',
  olderNames: ['VariableCondition'],
  title: 'An expression is true',
  description: 'True unless the expression renders to nothing, to blanks, or to `false`. The text `0` is true here.',
  properties: { expression: p.string().mandatory() },
  test: (input) => saysYes(input.expression),
})

/** Conditions about an execution, about the flow of the trigger, and about whatever an expression can read. */
export const EXECUTION_CONDITIONS: readonly ConditionType[] = [
  expression,
  executionStatus,
  executionFlow,
  executionNamespace,
  executionLabels,
  executionOutputs,
  hasRetryAttempt,
  flowCondition,
  flowNamespaceCondition,
]

/** Truth of a rendered condition of a trigger: other than in tasks, `0` is true (engine.md 6.8). */
export function saysYes(text: string): boolean {
  const trimmed = text.trim()
  return trimmed !== '' && trimmed !== 'false'
}

/** @throws PropertyError when the trigger knows of no execution. */
function upstream({ execution }: ConditionContext): UpstreamExecution {
  if (execution !== null) return execution
  throw new PropertyError(
    'The condition is about an execution, and this trigger knows of none; use it in a Flow trigger.',
  )
}

function isAmong(state: State, within: readonly State[] | undefined, outside: readonly State[] | undefined): boolean {
  return (within === undefined || within.includes(state)) && outside?.includes(state) !== true
}
