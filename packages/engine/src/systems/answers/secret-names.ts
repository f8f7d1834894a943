import { isList, isMap, type Plan, type Value } from '@countersign/core'
import type { ExpressionEngine } from '@countersign/expression'

/** A secret that a flow names in so many words. */
export interface NamedSecret {
  readonly namespace: string
  readonly name: string
}

/** The secrets that the templates of a flow name literally; those whose names are computed cannot be known. */
export function secretNames({ flow }: Plan, expressions: ExpressionEngine): readonly NamedSecret[] {
  const found = new Map<string, NamedSecret>()
  for (const template of textsWithSecrets(flowValue(flow))) {
    for (const { key, namespace } of expressions.analyze(template).secrets) {
      if (key === null) continue
      const named = { namespace: namespace ?? flow.namespace, name: key }
      found.set(`${named.namespace} ${key}`, named)
    }
  }
  return [...found.values()]
}

/** A flow is a tree of plain values and tasks. */
function flowValue({ inputs, variables, outputs, tasks, errors, finally: last, afterExecution }: Plan['flow']): Value {
  return { inputs, variables, outputs, tasks, errors, finally: last, afterExecution } as unknown as Value
}

function textsWithSecrets(value: Value | undefined): readonly string[] {
  if (typeof value === 'string') return value.includes('secret') ? [value] : []
  if (value === undefined || value === null) return []
  if (isList(value)) return value.flatMap(textsWithSecrets)
  return isMap(value) ? Object.values(value).flatMap(textsWithSecrets) : []
}
