import type { Api } from './api.ts'
import type { Effects } from './effects.ts'
import type { Ledger } from './ledger.ts'

type TaskRun = {
  readonly taskId: string
  readonly state: { readonly current: string }
  readonly outputs?: Readonly<Record<string, unknown>>
}
type Execution = {
  readonly id: string
  readonly flowId: string
  readonly state: {
    readonly current: string
    readonly histories: readonly { readonly state: string; readonly date: string }[]
  }
  readonly taskRunList?: readonly TaskRun[]
}
type AuditEvent = { readonly action: string; readonly target: { readonly id: string } }

/** Holds what the server says in the end against the ledger and the effects. Returns every contradiction in words. */
export async function checkEverything(api: Api, ledger: Ledger, effects: Effects): Promise<string[]> {
  const executions = await allExecutions(api)
  const faults = [...ledger.faults]
  const byId = new Map(executions.map((execution) => [execution.id, execution]))
  for (const [id, { flowId }] of ledger.created) {
    if (!byId.has(id)) faults.push(`execution ${id} of ${flowId} was acknowledged and is gone`)
  }
  for (const execution of executions) faults.push(...(await checkExecution(api, execution, effects)))
  faults.push(...checkDecisions(ledger, byId))
  faults.push(...(await checkAudit(api, ledger)))
  return faults
}

async function allExecutions(api: Api): Promise<Execution[]> {
  const found: Execution[] = []
  for (let page = 1; ; page++) {
    const reply = await api.executions(page)
    const { results } = (reply?.body ?? { results: [] }) as { readonly results: readonly Execution[] }
    found.push(...results)
    if (results.length < 200) return found
  }
}

async function checkExecution(api: Api, listed: Execution, effects: Effects): Promise<string[]> {
  const full = (await api.read(listed.id))?.body as Execution
  const name = `${full.flowId} ${full.id}`
  if (full.state.current !== 'SUCCESS') return [`${name} ended ${full.state.current}`]
  const faults: string[] = []
  const runs = full.taskRunList ?? []
  const taskIds = runs.map((run) => run.taskId)
  if (new Set(taskIds).size !== taskIds.length)
    faults.push(`${name} ran a task twice as two task runs: ${taskIds.join(', ')}`)
  for (const run of runs)
    if (run.state.current !== 'SUCCESS') faults.push(`${name} has ${run.taskId} in ${run.state.current}`)
  const expected =
    { gated: ['before', 'gate', 'echo', 'after'], timed: ['wait', 'after'], parent: ['beside', 'child', 'done'] }[
      full.flowId
    ] ?? []
  if (taskIds.join() !== expected.join()) faults.push(`${name} has task runs ${taskIds.join(', ')}`)
  if (full.flowId !== 'parent' && effects.count(`/after/${full.id}`) < 1) faults.push(`${name}: its effect was lost`)
  if (full.flowId === 'timed') faults.push(...checkTimer(full, name))
  return faults
}

/** A deadline of 700 ms never fires early. */
function checkTimer(execution: Execution, name: string): string[] {
  const at = (state: string) => Date.parse(execution.state.histories.find((entry) => entry.state === state)?.date ?? '')
  const waited = at('RESTARTED') - at('PAUSED')
  return waited >= 695 ? [] : [`${name} waited only ${waited} ms`]
}

function checkDecisions(ledger: Ledger, executions: ReadonlyMap<string, Execution>): string[] {
  const faults: string[] = []
  for (const [requestId, { executionId, answer }] of ledger.decided) {
    const runs = executions.get(executionId)?.taskRunList
    const onResume = runs?.find((run) => run.taskId === 'gate')?.outputs?.onResume as
      | { readonly answer?: string }
      | undefined
    if (onResume?.answer !== answer) {
      faults.push(
        `request ${requestId}: ${answer} was acknowledged, the execution has ${onResume?.answer ?? 'nothing'}`,
      )
    }
  }
  return faults
}

async function checkAudit(api: Api, ledger: Ledger): Promise<string[]> {
  const faults: string[] = []
  const verification = (await api.verify())?.body as { readonly valid?: boolean } | undefined
  if (verification?.valid !== true) faults.push(`the audit chain does not verify: ${JSON.stringify(verification)}`)
  const decisions = new Map<string, number>()
  let cursor: string | null = null
  do {
    const query = `action=approval.decided&size=200${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`
    const page = (await api.audit(query))?.body as {
      readonly results: readonly AuditEvent[]
      readonly nextCursor: string | null
    }
    for (const event of page.results) decisions.set(event.target.id, (decisions.get(event.target.id) ?? 0) + 1)
    cursor = page.nextCursor
  } while (cursor !== null)
  for (const [requestId, count] of decisions)
    if (count !== 1) faults.push(`request ${requestId} was decided ${count} times`)
  for (const requestId of ledger.decided.keys()) {
    if (!decisions.has(requestId)) faults.push(`the decision of request ${requestId} is not in the audit log`)
  }
  return faults
}
