import { AppError, type FlowStore } from '@countersign/core'

/** Which namespaces a flow may reach into from its tasks. */
export interface NamespaceRule {
  /**
   * Its own, and every one of its tenant that holds a flow or has one below it: so a misspelt name is found, and nothing is
   * kept where nobody looks (engine.md 8.2).
   * @throws AppError NAMESPACE_NOT_ALLOWED
   */
  assert(tenant: string, own: string, namespace: string): Promise<void>
  /** All of them, the flow's own included. */
  allowed(tenant: string, own: string): Promise<readonly string[]>
}

export function createNamespaceRule(flows: Pick<FlowStore, 'namespaces'>): NamespaceRule {
  return {
    async assert(tenant, own, namespace) {
      if (namespace === own) return
      const known = await flows.namespaces(tenant)
      if (known.some((one) => one === namespace || one.startsWith(`${namespace}.`))) return
      const text = `The namespace \`${namespace}\` holds no flow, so flows cannot use it; check its name, or save a flow there`
      throw new AppError('NAMESPACE_NOT_ALLOWED', text)
    },
    async allowed(tenant, own) {
      const known = await flows.namespaces(tenant)
      const parents = known.flatMap((namespace) =>
        namespace.split('.').map((_part, index, parts) => parts.slice(0, index + 1).join('.')),
      )
      return [...new Set([own, ...parents])].sort()
    },
  }
}
