import { createExpressionEngine } from '../engine/create-expression-engine.ts'
import { stringifyJson } from '../json/stringify-json.ts'
import type { Value } from '../value/value.ts'

const engine = createExpressionEngine()
const items = [
  { k: 'p', v: 1 },
  { k: 'q', v: 2 },
  { k: 'p', v: 3 },
]
const input = {
  a: 1,
  b: [3, 1, 2],
  c: { d: 'x', e: null, f: items },
  s: 'Hello World-foo_bar',
  n: -2.5,
  t: true,
  z: null,
  u: 'ünïcödé 😀',
}

/** All results of a jq program over a document with every kind of value, each as JSON. */
export function runJq(program: string): string {
  const text = JSON.stringify(input)
  const results = engine.renderTyped('{{ text | jq(program) }}', { text, program }, { now: () => 1_704_164_645_000 })
  return (results as readonly Value[]).map(stringifyJson).join(' ')
}
