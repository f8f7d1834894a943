import { createExpressionEngine, createScope, type ScopeValue } from '@countersign/expression'
import { parseFlow } from '../flow/parse-flow.ts'
import { createTestCatalogue } from '../testing/test-catalogue.ts'
import { compileTriggers, type Trigger } from './compile-trigger.ts'
import type { ConditionContext, UpstreamExecution } from './conditions/condition-type.ts'
import { BUILTIN_TRIGGERS } from './types.ts'

const expressions = createExpressionEngine()

/** What conditions of a test see. */
export interface TestSight {
  readonly trigger?: ScopeValue
  readonly execution?: Partial<UpstreamExecution>
  /** Holidays as `2026-12-25 DE`. */
  readonly holidays?: readonly string[]
}

export function upstreamExecution(overrides: Partial<UpstreamExecution> = {}): UpstreamExecution {
  return {
    id: 'x1',
    namespace: 'company.team',
    flowId: 'up',
    flowRevision: 1,
    state: 'SUCCESS',
    labels: [],
    outputs: null,
    attempts: [],
    ...overrides,
  }
}

/** A context whose renderer sees `trigger` alone. */
export function conditionContext({ trigger = {}, execution, holidays = [] }: TestSight = {}): ConditionContext {
  const scope = createScope({
    get: (name) => (name === 'trigger' ? trigger : undefined),
    has: (name) => name === 'trigger',
    keys: () => ['trigger'],
  })
  const sight = { host: { answer: () => undefined }, now: () => 0, random: () => 0, uuid: () => '' }
  return {
    renderer: {
      text: (template) => expressions.render(template, scope, sight),
      typed: (template) => expressions.renderTyped(template, scope, sight),
    },
    flow: { namespace: 'company.team', id: 'down' },
    execution: execution === undefined ? null : upstreamExecution(execution),
    isHoliday: (date, country) => holidays.includes(`${date} ${country}`),
  }
}

/** The triggers of `company.team.down`, written as the value of `triggers:`. */
function triggersOf(yaml: string): readonly Trigger[] {
  const source = `id: down\nnamespace: company.team\ntasks: [{ id: a, type: io.kestra.plugin.core.log.Log, message: a }]\ntriggers:\n${yaml}`
  const { flow, diagnostics } = parseFlow(source, { tenant: 'main', catalogue: createTestCatalogue() })
  if (flow === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'))
  return compileTriggers(flow, BUILTIN_TRIGGERS).triggers
}

/** The one trigger of a flow, of a kind that the test expects. */
export function triggerOf<K extends Trigger['kind']>(kind: K, yaml: string): Extract<Trigger, { readonly kind: K }> {
  const [trigger] = triggersOf(`  - { id: t, ${yaml} }`)
  if (trigger?.kind !== kind) throw new Error(`the trigger is ${trigger?.kind ?? 'not there'}`)
  // `kind` tells the members of the union apart.
  return trigger as Extract<Trigger, { readonly kind: K }>
}
