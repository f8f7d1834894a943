import {
  type ExecutionSummary,
  type Rendered,
  type TaskContext,
  TaskFailure,
  toText,
  type Value,
} from '@countersign/plugin-sdk'
import { durationText } from './duration-text.ts'
import type { executionProperties } from './execution-properties.ts'

/** One line of a table. */
interface Fact {
  readonly name: string
  readonly value: string
}

/** What all messages about an execution say, before each receiver's own form is given to it. Plain text, nothing escaped. */
export interface ExecutionReport {
  readonly summary: ExecutionSummary
  /** Such as `[company.team] vacation ➛ FAILED`. */
  readonly title: string
  /** Such as `Failed on task update_hr after 3.2 s`. */
  readonly sentence: string
  /** The facts that Kestra shows, then the flow's own. */
  readonly facts: readonly Fact[]
  readonly customMessage: string | undefined
  readonly mood: 'good' | 'warning' | 'bad'
}

type Input = Pick<Rendered<typeof executionProperties>, 'executionId' | 'customFields' | 'customMessage'>

/**
 * Finds the execution and puts the report together.
 * @throws TaskFailure EXECUTION_NOT_FOUND
 */
export async function reportOn(context: TaskContext, input: Input): Promise<ExecutionReport> {
  const id = input.executionId?.trim() || context.facts.executionId
  const summary = await context.executions.find(id)
  if (summary === undefined) {
    throw TaskFailure.fatal(`There is no execution ${JSON.stringify(id)} to tell about; see \`executionId\`.`, {
      code: 'EXECUTION_NOT_FOUND',
    })
  }
  const { namespace, flowId, state } = summary
  return {
    summary,
    title: `[${namespace}] ${flowId} ➛ ${state}`,
    sentence: `${outcomeOf(summary)} after ${durationText(summary.durationMs)}`,
    facts: factsOf(summary, input.customFields ?? {}),
    customMessage: input.customMessage,
    mood: state === 'SUCCESS' ? 'good' : isUnremarkable(state) ? 'warning' : 'bad',
  }
}

function factsOf(summary: ExecutionSummary, custom: Readonly<Record<string, Value>>): readonly Fact[] {
  return [
    { name: 'Namespace', value: summary.namespace },
    { name: 'Flow ID', value: summary.flowId },
    { name: 'Execution ID', value: summary.id },
    { name: 'Execution Status', value: summary.state },
    ...Object.entries(custom).map(([name, value]) => ({ name, value: toText(value) })),
    ...(summary.lastTaskId === null ? [] : [{ name: 'Final task ID', value: summary.lastTaskId }]),
  ]
}

const OUTCOMES: Readonly<Record<string, string>> = {
  SUCCESS: 'Succeeded',
  WARNING: 'Ended with a warning',
  FAILED: 'Failed',
  KILLED: 'Was killed',
  CANCELLED: 'Was cancelled',
  PAUSED: 'Waits for an answer',
}

/** An execution that still runs its `errors` has failed already, for those who are told. */
function outcomeOf({ state, failedTaskId }: ExecutionSummary): string {
  if (failedTaskId !== null && state !== 'SUCCESS' && state !== 'WARNING') return `Failed on task ${failedTaskId}`
  return OUTCOMES[state] ?? 'Is going on'
}

function isUnremarkable(state: string): boolean {
  return ['WARNING', 'PAUSED', 'RUNNING', 'CREATED', 'QUEUED', 'RESTARTED'].includes(state)
}

/** A text that fits where its receiver allows `limit` characters. */
export function clip(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`
}
