import type { FlowableTaskType } from '../task/task-type.ts'
import { checkDependencies, type DependentChild } from './check-dependencies.ts'
import { createMapReader, type Located, type MapReader } from './document/map-reader.ts'
import { childOf, describeNode } from './document/node.ts'
import { type Findings, memberPath, type Place } from './findings.ts'
import type { Task } from './flow.ts'
import { type FlowableRules, flowableRules } from './flowable-rules.ts'
import type { TaskReading } from './read-task.ts'

/** Children of a flowable task, parsed. */
export interface TaskBranches {
  readonly branches: Task['branches']
  readonly cases?: NonNullable<Task['cases']>
}

type ReadTask = (located: Located, reading: TaskReading) => Task | null

/** Branches that may be absent or empty; the others need at least one task (engine.md 1.6). */
const OPTIONAL: ReadonlySet<string> = new Set(['else', 'defaults', 'errors', 'finally'])

/** Reads all lists of children that a type has. */
export function readBranches(
  type: FlowableTaskType,
  reader: MapReader,
  reading: TaskReading,
  readTask: ReadTask,
): TaskBranches {
  const rules = flowableRules(type.type)
  const branches: { -readonly [K in keyof Task['branches']]: Task['branches'][K] } = {}
  let cases: TaskBranches['cases']
  for (const name of type.branches) {
    if (name === 'cases') {
      cases = readCases(reader, reading, readTask)
      continue
    }
    const items = reader.list(name)
    const optional = OPTIONAL.has(name) || (rules.isGate === true && name === 'tasks')
    if (!optional) requireItems(items, name, reader, reading.findings)
    if (items === undefined) continue
    branches[name] =
      rules.hasDependencies === true && name === 'tasks'
        ? readDependents(items, reading, readTask)
        : items.flatMap((item) => readTask(item, reading) ?? [])
  }
  checkChildren(rules, branches, reading)
  const found = { branches, ...(cases === undefined ? {} : { cases }) }
  if (rules.needsAnyCase === true && isWithoutCases(found)) {
    const message = 'A Switch needs at least one task in `cases` or `defaults`.'
    reading.findings.error('FLOW_EMPTY_LIST', reader.placeOf('cases'), message)
  }
  return found
}

/** Reports a list that is absent or empty. */
export function requireItems(
  items: readonly Located[] | undefined,
  name: string,
  reader: MapReader,
  findings: Findings,
): void {
  if (items === undefined) {
    if (!reader.has(name)) reader.missing(name)
  } else if (items.length === 0) {
    findings.error('FLOW_EMPTY_LIST', reader.placeOf(name), `\`${name}\` must hold at least one task.`)
  }
}

function readCases(reader: MapReader, reading: TaskReading, readTask: ReadTask): TaskBranches['cases'] {
  const node = reader.child('cases')
  if (node === undefined) return undefined
  const cases = new Map<string, readonly Task[]>()
  for (const { key } of node.map.entries) {
    const items = node.list(key)
    if (items !== undefined)
      cases.set(
        key,
        items.flatMap((item) => readTask(item, reading) ?? []),
      )
  }
  return Object.fromEntries(cases)
}

/** Children of a Dag: each is a map of a task and the ids that it waits for. */
function readDependents(items: readonly Located[], reading: TaskReading, readTask: ReadTask): readonly Task[] {
  const children: DependentChild[] = []
  for (const { node, path } of items) {
    const place = { path, range: node.range }
    if (node.kind !== 'map') {
      const message = `A child of a Dag is a map with \`task\` and \`dependsOn\`; here stands ${describeNode(node)}.`
      reading.findings.error('FLOW_WRONG_TYPE', place, message)
      continue
    }
    const reader = createMapReader(node, path, 'this child', reading.findings)
    const located = reader.node('task')
    if (located === undefined) reader.missing('task')
    const task = located === undefined ? null : readTask(located, reading)
    const dependsOn = reader.texts('dependsOn')
    reader.refuseOthers()
    // A task that could not be used still counts, so that what waits for it is not reported as well.
    const id = task?.id ?? writtenId(located)
    if (id !== undefined)
      children.push({ id, dependsOn, place: reader.placeOf('dependsOn'), ...(task === null ? {} : { task }) })
  }
  checkDependencies(children, 'task of this Dag', reading.findings)
  return children.flatMap(({ task, dependsOn }) => (task === undefined ? [] : [{ ...task, dependsOn }]))
}

function writtenId(located: Located | undefined): string | undefined {
  if (located?.node.kind !== 'map') return undefined
  const id = located.node.entries.find((entry) => entry.key === 'id')?.value
  return id?.kind === 'scalar' ? id.text : undefined
}

function checkChildren(rules: FlowableRules, branches: Task['branches'], reading: TaskReading): void {
  if (rules.runnableChildrenOnly !== true) return
  for (const child of branches.tasks ?? []) {
    const type = reading.catalogue.find(child.type)
    const runsInDirectory = type?.kind === 'effect' || (type?.kind === 'inline' && type.inExecutor !== true)
    if (type === undefined || runsInDirectory) continue
    const message = `\`${child.id}\` cannot stand in a WorkingDirectory: ${child.type} is no task that runs in a directory.`
    const hint = 'Move it out of the WorkingDirectory.'
    reading.findings.error('TASK_CHILD_NOT_ALLOWED', typePlace(child, reading), message, hint)
  }
}

/** Where the type of a task stands that was read before. */
function typePlace(task: Task, reading: TaskReading): Place {
  const found = reading.tasks.find((read) => read.task === task)
  const path = memberPath(found?.path ?? '', 'type')
  return { path, range: childOf(found?.map, 'type')?.range ?? null }
}

function isWithoutCases({ branches, cases }: TaskBranches): boolean {
  const inCases = Object.values(cases ?? {}).some((tasks) => tasks.length > 0)
  return !inCases && (branches.defaults ?? []).length === 0
}
