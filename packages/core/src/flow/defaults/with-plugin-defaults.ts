import type { Diagnostic } from '../../errors/diagnostic.ts'
import type { TaskCatalogue } from '../../task/task-type.ts'
import { createMapReader } from '../document/map-reader.ts'
import type { MapNode } from '../document/node.ts'
import { readYaml } from '../document/yaml-document.ts'
import { createFindings } from '../findings.ts'
import type { Flow } from '../flow.ts'
import type { PluginDefault } from '../policies.ts'
import { createTaskReading, readFlowBody } from '../read-flow-body.ts'
import { applyDefaults } from './apply-defaults.ts'
import { type DefaultNodes, ownDefaults, serverDefaults } from './default-nodes.ts'

export interface FlowWithDefaults {
  /** The flow to run. It is the one that was given when there are no defaults, or they cannot be applied. */
  readonly flow: Flow
  /** Why defaults could not be applied; empty when all is well. */
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
 * Where those of today do not fit a flow that was right when it was saved, it runs with its own alone.
 */
export function withPluginDefaults(flow: Flow, { catalogue, pluginDefaults }: DefaultsOptions): FlowWithDefaults {
  if (flow.pluginDefaults.length === 0 && pluginDefaults.length === 0) return { flow, problems: [] }
  const findings = createFindings()
  const root = readYaml(flow.source, findings)
  if (root?.kind !== 'map') return { flow, problems: findings.list() }
  const own = ownDefaults(root)
  const all = fill(flow, root, [...own, ...serverDefaults(pluginDefaults)], catalogue)
  if (all.problems.length === 0 || own.length === 0 || pluginDefaults.length === 0) return all
  return { flow: fill(flow, root, own, catalogue).flow, problems: all.problems }
}

function fill(
  flow: Flow,
  root: MapNode,
  defaults: readonly DefaultNodes[],
  catalogue: TaskCatalogue,
): FlowWithDefaults {
  const findings = createFindings()
  const reader = createMapReader(applyDefaults(root, defaults, catalogue), '', 'a flow', findings)
  const body = readFlowBody(reader, createTaskReading(findings, catalogue, { namespace: flow.namespace, id: flow.id }))
  if (findings.hasErrors()) return { flow, problems: findings.list().filter(({ severity }) => severity === 'error') }
  return { flow: { ...flow, ...body, disabled: flow.disabled, deleted: flow.deleted }, problems: [] }
}
