import type {
  Analysis,
  AnalysisRange,
  ExpressionEngine,
  ExpressionErrorCode,
  NameUse,
  TaskOutputUse,
} from '@countersign/expression'
import type { FlowTemplate } from './collect-templates.ts'
import type { DiagnosticCode } from './diagnostic-codes.ts'
import { didYouMean } from './did-you-mean.ts'
import { rangeInScalar } from './document/scalar-position.ts'
import type { Findings, Place } from './findings.ts'
import type { TaskOrder } from './task-order.ts'

/** What expressions of a flow may name. */
export interface KnownNames {
  readonly inputs: readonly string[]
  readonly variables: readonly string[]
  /** False when a task of the flow sets variables, so that more may exist than are declared. */
  readonly variablesAreFixed: boolean
  /** Null when a task could not be read: what it holds is not known then. */
  readonly tasks: readonly string[] | null
  readonly order: TaskOrder
}

interface ExpressionCheck {
  readonly source: string
  readonly templates: readonly FlowTemplate[]
  readonly names: KnownNames
  readonly analyzer: Pick<ExpressionEngine, 'analyze'>
  readonly findings: Findings
}

/**
 * Checks every expression of a flow without rendering any: what cannot be read, and names of filters, functions and tests
 * that do not exist, are errors; inputs, variables and tasks that the flow does not have are warnings, for an execution may
 * be given more than its flow declares. So are outputs of tasks that run later than the one that reads them.
 */
export function checkExpressions({ source, templates, names, analyzer, findings }: ExpressionCheck): void {
  for (const template of templates) {
    const analysis = analyzer.analyze(template.text)
    const placeOf = (range: AnalysisRange): Place => ({
      path: template.path,
      range: rangeInScalar(source, template.node, range.start.offset, range.end.offset),
    })
    for (const error of analysis.errors) {
      const { offset } = error.position
      const range = rangeInScalar(source, template.node, offset, offset + 1)
      findings.error(codeOf(error.code), { path: template.path, range }, `${error.reason}.`, error.hint ?? undefined)
    }
    reportUnknownNames(analysis, placeOf, findings)
    const dashed = reportDashedOutputs(template, analysis, placeOf, findings)
    if (!template.seesExecution) continue
    reportUnknownData(template, analysis, names, placeOf, findings)
    const taskOutputs = analysis.taskOutputs.filter(({ start }) => !dashed.has(start.offset))
    if (names.tasks !== null) reportUnknownTasks(taskOutputs, names.tasks, placeOf, findings)
    reportLaterTasks(template.taskId, taskOutputs, names.order, placeOf, findings)
  }
}

/** Errors of reading keep their code; whatever else reading may say is a matter of syntax to the author. */
function codeOf(code: ExpressionErrorCode): DiagnosticCode {
  return code === 'EXPRESSION_UNSUPPORTED' || code === 'EXPRESSION_LIMIT' ? code : 'EXPRESSION_SYNTAX'
}

type PlaceOf = (range: AnalysisRange) => Place

function reportUnknownNames(analysis: Analysis, placeOf: PlaceOf, findings: Findings): void {
  const report = (uses: readonly NameUse[], code: DiagnosticCode, what: string): void => {
    for (const use of uses.filter(({ known }) => !known)) {
      const [near] = use.near
      const hint = near === undefined ? undefined : `Did you mean \`${near}\`?`
      findings.error(code, placeOf(use), `There is no ${what} \`${use.name}\`.`, hint)
    }
  }
  report(analysis.filters, 'EXPRESSION_UNKNOWN_FILTER', 'filter')
  report(analysis.functions, 'EXPRESSION_UNKNOWN_FUNCTION', 'function')
  report(analysis.tests, 'EXPRESSION_UNKNOWN_TEST', 'test')
}

/**
 * `outputs.a-b.value` subtracts `b.value`: Kestra refuses it at save (case bas-outputs-name-dash). Gives the offsets where
 * such names start.
 */
function reportDashedOutputs(
  template: FlowTemplate,
  analysis: Analysis,
  placeOf: PlaceOf,
  findings: Findings,
): ReadonlySet<number> {
  const found = new Set<number>()
  for (const use of analysis.variables) {
    const [first, ...more] = use.path
    if (use.root !== 'outputs' || first === undefined || more.length > 0) continue
    const rest = /^(?:-[A-Za-z0-9_]+)+/.exec(template.text.slice(use.end.offset))?.[0]
    if (rest === undefined) continue
    const name = `${first}${rest}`
    const message = `\`outputs.${name}\` subtracts: with a dot the name of a task ends at its dash.`
    findings.error('EXPRESSION_DASHED_OUTPUT', placeOf(use), message, `Write \`outputs['${name}']\`.`)
    found.add(use.start.offset)
  }
  return found
}

function reportUnknownData(
  template: FlowTemplate,
  analysis: Analysis,
  names: KnownNames,
  placeOf: PlaceOf,
  findings: Findings,
): void {
  const inputs = new Set([...names.inputs, ...template.formInputs].map(firstPart))
  const variables = new Set(names.variables)
  for (const use of analysis.variables.filter(({ guarded }) => !guarded)) {
    const name = use.path[0]
    if (name === undefined) continue
    if (use.root === 'inputs' && !inputs.has(name)) {
      const hint = didYouMean(name, inputs)
      findings.warning('EXPRESSION_UNKNOWN_INPUT', placeOf(use), `The flow has no input \`${name}\`.`, hint)
    }
    if (use.root === 'vars' && names.variablesAreFixed && !variables.has(name)) {
      const hint = didYouMean(name, variables)
      findings.warning('EXPRESSION_UNKNOWN_VARIABLE', placeOf(use), `The flow has no variable \`${name}\`.`, hint)
    }
  }
}

function reportUnknownTasks(
  uses: readonly TaskOutputUse[],
  tasks: readonly string[],
  placeOf: PlaceOf,
  findings: Findings,
): void {
  for (const use of uses) {
    if (use.task === null || use.guarded || tasks.includes(use.task)) continue
    const hint = didYouMean(use.task, tasks)
    findings.warning('EXPRESSION_UNKNOWN_TASK', placeOf(use), `The flow has no task \`${use.task}\`.`, hint)
  }
}

/** A task that runs only after the reader has no outputs yet, unless the execution is run again. */
function reportLaterTasks(
  reader: string | null,
  uses: readonly TaskOutputUse[],
  order: TaskOrder,
  placeOf: PlaceOf,
  findings: Findings,
): void {
  if (reader === null) return
  for (const use of uses) {
    if (use.task === null || use.guarded || !order.isLater(reader, use.task)) continue
    const message = `Task \`${use.task}\` runs later than \`${reader}\`, so that its outputs are not there yet.`
    const hint = `Move \`${use.task}\` before \`${reader}\`, or give a value for when it is absent with \`??\`.`
    findings.warning('EXPRESSION_LATER_TASK', placeOf(use), message, hint)
  }
}

/** A dotted input is read as a map: of `user.name` expressions see `user`. */
function firstPart(id: string): string {
  return id.split('.')[0] ?? id
}
