import type { Diagnostic } from '../../errors/diagnostic.ts'
import type { TaskCatalogue } from '../../task/task-type.ts'
import { createMapReader } from '../document/map-reader.ts'
import { readYaml } from '../document/yaml-document.ts'
import { createFindings } from '../findings.ts'
import type { Flow } from '../flow.ts'
import type { PluginDefault } from '../policies.ts'
import { createTaskReading, readFlowBody } from '../read-flow-body.ts'
import { applyDefaults } from './apply-defaults.ts'
import { ownDefaults, serverDefaults } from './default-nodes.ts'

export interface FlowWithDefaults {
  /** The flow to run. It is the one that was given when there are no defaults, or they cannot be applied. */
  readonly flow: Flow
  /** Why the defaults could not be applied; empty when all is well. */
  readonly problems: readonly Diagnostic[]
}

interface DefaultsOptions {
  readonly catalogue: TaskCatalogue
  /** Those of the server, in the order of its configuration. */
  readonly pluginDefaults: readonly PluginDefault[]
}

/**
 * A stored flow as it runs: its own plugin defaults and those of the server are filled in (engine.md 1.5). Defaults are
 * applied each time a revision is compiled, so that a change of the server's configuration reaches flows saved before it.
 */
export function withPluginDefaults(flow: Flow, { catalogue, pluginDefaults }: DefaultsOptions): FlowWithDefaults {
  if (flow.pluginDefaults.length === 0 && pluginDefaults.length === 0) return { flow, problems: [] }
  const findings = createFindings()
  const root = readYaml(flow.source, findings)
  if (root?.kind !== 'map') return { flow, problems: findings.list() }
  const filled = applyDefaults(root, [...ownDefaults(root), ...serverDefaults(pluginDefaults)], catalogue)
  const reader = createMapReader(filled, '', 'a flow', findings)
  const body = readFlowBody(reader, createTaskReading(findings, catalogue, { namespace: flow.namespace, id: flow.id }))
  // A revision that was right when it was saved, and is not with the defaults of today, runs as it was saved.
  if (findings.hasErrors()) return { flow, problems: findings.list().filter(({ severity }) => severity === 'error') }
  return { flow: { ...flow, ...body, disabled: flow.disabled, deleted: flow.deleted }, problems: [] }
}
