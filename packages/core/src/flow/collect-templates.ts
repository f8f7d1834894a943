import { mayHoldTemplate } from '../task/properties/template-text.ts'
import type { PropertyShape } from '../task/property.ts'
import type { TaskCatalogue } from '../task/task-type.ts'
import { childOf, type MapNode, type ScalarNode, type YamlNode } from './document/node.ts'
import { memberPath } from './findings.ts'
import type { Task } from './flow.ts'
import { flowableRules } from './flowable-rules.ts'

/** A text of a flow that is rendered when the flow runs. */
export interface FlowTemplate {
  readonly node: ScalarNode
  readonly path: string
  /** The text as the task gets it. */
  readonly text: string
  /** Names of a form that this text may use as inputs, beside those of the flow. */
  readonly formInputs: readonly string[]
  /** False where expressions see something other than this execution (a trigger, the child of a Subflow). */
  readonly seesExecution: boolean
  /** The task that the text belongs to; null for inputs, outputs and triggers of the flow. */
  readonly taskId: string | null
}

interface TemplateSources {
  readonly root: MapNode
  readonly tasks: readonly { readonly task: Task; readonly path: string; readonly map: MapNode }[]
  readonly catalogue: TaskCatalogue
}

/** Everything in a flow that is rendered, in the order of the text. Texts without template syntax are left out. */
export function collectTemplates({ root, tasks, catalogue }: TemplateSources): readonly FlowTemplate[] {
  const inputs = childOf(root, 'inputs')
  const outputs = childOf(root, 'outputs')
  const triggers = childOf(root, 'triggers')
  return [
    ...(inputs === undefined ? [] : inputTemplates(inputs, 'inputs', { formInputs: [], taskId: null })),
    ...listItems(outputs).flatMap((output, index) => {
      const value = childOf(output, 'value')
      const path = memberPath(memberPath('outputs', index), 'value')
      return value === undefined ? [] : templatesIn(value, path, { formInputs: [], seesExecution: true, taskId: null })
    }),
    ...(triggers === undefined
      ? []
      : templatesIn(triggers, 'triggers', { formInputs: [], seesExecution: false, taskId: null })),
    ...memberTemplates(root, 'checks', 'condition'),
    ...memberTemplates(root, 'sla', 'assert'),
    ...tasks.flatMap((found) => taskTemplates(found, catalogue)),
  ]
}

/** Of each item of a list at the top of a flow the member that is rendered for the execution as a whole. */
function memberTemplates(root: MapNode, list: string, member: string): readonly FlowTemplate[] {
  return listItems(childOf(root, list)).flatMap((item, index) => {
    const node = childOf(item, member)
    const path = memberPath(memberPath(list, index), member)
    return node === undefined ? [] : templatesIn(node, path, { formInputs: [], seesExecution: true, taskId: null })
  })
}

type Sight = Pick<FlowTemplate, 'formInputs' | 'seesExecution' | 'taskId'>

function taskTemplates(
  { task, path, map }: TemplateSources['tasks'][number],
  catalogue: TaskCatalogue,
): readonly FlowTemplate[] {
  const shape: PropertyShape = catalogue.find(task.type)?.properties ?? {}
  const rules = flowableRules(task.type)
  return map.entries.flatMap(({ key, value }) => {
    const place = memberPath(path, key)
    if (key === 'onResume') {
      const form = { formInputs: declaredIds(value), taskId: task.id }
      return rules.isGate === true ? inputTemplates(value, place, form) : []
    }
    const common = key === 'runIf' || key === 'timeout'
    if (!common && !isRendered(shape, key, task)) return []
    // The outputs of a Subflow are rendered in its child (engine.md 4.11).
    const seesExecution = !(rules.startsFlow === true && key === 'outputs')
    return templatesIn(value, place, { formInputs: [], seesExecution, taskId: task.id })
  })
}

/** Properties of the type itself that are not taken as written. */
function isRendered(shape: PropertyShape, name: string, task: Task): boolean {
  if (!Object.hasOwn(task.properties, name)) return false
  return Object.hasOwn(shape, name) && shape[name]?.schema.$dynamic !== false
}

/** Of an input its default, its condition and its computed choices are rendered. */
function inputTemplates(list: YamlNode, path: string, form: Omit<Sight, 'seesExecution'>): readonly FlowTemplate[] {
  const sight = { ...form, seesExecution: true }
  return listItems(list).flatMap((input, index) => {
    const at = memberPath(path, index)
    const dependsOn = childOf(input, 'dependsOn')
    const parts: readonly (readonly [YamlNode | undefined, string])[] = [
      [childOf(input, 'defaults'), memberPath(at, 'defaults')],
      [childOf(input, 'expression'), memberPath(at, 'expression')],
      [childOf(dependsOn, 'condition'), `${at}.dependsOn.condition`],
    ]
    return parts.flatMap(([node, place]) => (node === undefined ? [] : templatesIn(node, place, sight)))
  })
}

/** The ids of a list of declarations, also of those that are wrong in some other way. */
export function declaredIds(list: YamlNode | undefined): readonly string[] {
  return listItems(list).flatMap((input) => {
    const id = childOf(input, 'id') ?? childOf(input, 'name')
    return id?.kind === 'scalar' ? [id.text] : []
  })
}

/** Every text with template syntax in a node, at any depth. */
function templatesIn(node: YamlNode, path: string, sight: Sight): readonly FlowTemplate[] {
  if (node.kind === 'list')
    return node.items.flatMap((item, index) => templatesIn(item, memberPath(path, index), sight))
  if (node.kind === 'map') {
    return node.entries.flatMap(({ key, value }) => templatesIn(value, memberPath(path, key), sight))
  }
  return mayHoldTemplate(node.text) ? [{ node, path, text: node.text, ...sight }] : []
}

function listItems(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === 'list' ? node.items : []
}
