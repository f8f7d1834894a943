import { Fault } from '../errors/fault.ts'
import type { ArgumentValues } from '../filters/filter.ts'
import type { Run } from '../runtime/run.ts'
import { contextVariable } from '../runtime/visible-scope.ts'
import { type Datum, isMap } from '../value/datum.ts'
import { mapGet } from '../value/map-access.ts'
import { flowNamespace } from './ask.ts'
import { givenText, maybeText } from './function-arguments.ts'

const STORAGE = 'kestra:///'

/**
 * The namespace and path that a file function names: a URI of the internal storage, or the path of a namespace file.
 *
 * @throws Fault with `EXPRESSION_ARGUMENT` for a path that leads out of its folder, `EXPRESSION_HOST` for a file that is not this
 *   namespace's
 */
export function fileArguments(args: ArgumentValues, run: Run, name: string): readonly [string, string] {
  const path = givenText(args, 0, name, 'path')
  const namespace = maybeText(args, 1, name, 'namespace') ?? flowNamespace(run, name)
  if (/(?:^|[/\\])\.\.(?:[/\\]|$)/.test(path)) {
    throw new Fault('EXPRESSION_ARGUMENT', `The path for \`${name}\` must not contain \`..\``)
  }
  if (path.startsWith(STORAGE)) checkOwnership(path, run, name)
  return [namespace, path]
}

/** Files of the flow's namespace may be read, and those of the execution that triggered this one (observed/expressions.md). */
function checkOwnership(uri: string, run: Run, name: string): void {
  if (uri.startsWith(`${STORAGE}${folder(flowNamespace(run, name))}/`)) return
  const trigger = contextVariable(run.root, 'trigger') ?? null
  const [namespace, flow, execution] = ['namespace', 'flowId', 'executionId'].map((key) => textOf(trigger, key))
  const known = namespace !== undefined && flow !== undefined && execution !== undefined
  // Folders of flows are slugs of their ids; that the execution is the one named is for the host to check.
  if (known && uri.startsWith(`${STORAGE}${folder(namespace)}/`) && uri.includes(`/executions/${execution}/`)) return
  throw new Fault('EXPRESSION_HOST', `The file for \`${name}\` belongs to another namespace`)
}

function folder(namespace: string): string {
  return namespace.replaceAll('.', '/')
}

function textOf(map: Datum, key: string): string | undefined {
  const value = isMap(map) ? mapGet(map, key) : undefined
  return typeof value === 'string' ? value : undefined
}

/** The version of a namespace file; null for the newest. */
export function versionArgument(args: ArgumentValues): Datum {
  return args[2] ?? null
}
