import type { ApprovalDetail, InputDeclaration } from '@countersign/contract'
import { type MockRequest, type MockRoute, Refusal } from './http.ts'
import { enter, log, MANAGER, newId, record, runOf, stateOf, type World } from './world.ts'

/** Requests and their answers. */
export function approvalRoutes(world: World): readonly MockRoute[] {
  return [
    ['GET', /^\/approvals\/count$/, ({ url }) => ({ count: matching(world, url).length })],
    ['GET', /^\/approvals$/, ({ url }) => page(matching(world, url), url)],
    ['GET', /^\/approvals\/([^/]+)$/, ({ params }) => find(world, params[0])],
    ['POST', /^\/approvals\/([^/]+)\/decisions$/, (request) => decide(world, request)],
    ['POST', /^\/approvals\/([^/]+)\/validate$/, ({ params }) => report(find(world, params[0]))],
  ]
}

function find(world: World, id: string | undefined): ApprovalDetail {
  const approval = world.approvals.get(id ?? '')
  if (approval === undefined)
    throw new Refusal(404, 'APPROVAL_NOT_FOUND', `There is no approval request ${id} in this tenant.`)
  return approval
}

function matching(world: World, url: URL): readonly ApprovalDetail[] {
  const statuses = url.searchParams.getAll('status').flatMap((text) => text.split(','))
  const executionId = url.searchParams.get('executionId')
  return [...world.approvals.values()]
    .filter((approval) => statuses.length === 0 || statuses.includes(approval.status))
    .filter((approval) => executionId === null || approval.executionId === executionId)
    .sort((one, other) => other.createdAt.localeCompare(one.createdAt))
}

function page<T>(items: readonly T[], url: URL) {
  const size = Number(url.searchParams.get('size') ?? 25)
  const from = Number(url.searchParams.get('cursor') ?? 0)
  const next = from + size < items.length ? String(from + size) : null
  return { results: items.slice(from, from + size), nextCursor: next, total: items.length }
}

function report(approval: ApprovalDetail) {
  const inputs = approval.form.map((input) => ({ input, enabled: true, isDefault: false, errors: [] }))
  return { id: approval.flowId, namespace: approval.namespace, inputs, checks: [] }
}

function decide(world: World, { params, fields }: MockRequest) {
  const approval = find(world, params[0])
  if (approval.status !== 'OPEN') {
    throw new Refusal(409, 'APPROVAL_ALREADY_DECIDED', `${approval.settled?.by.name} decided this already.`, {
      details: { settled: approval.settled },
    })
  }
  const given = typeof fields.inputs === 'object' && fields.inputs !== null ? { ...fields.inputs } : {}
  const inputs: Record<string, unknown> = {}
  const errors = approval.form.flatMap((input) => {
    const value = Object.entries(given).find(([id]) => id === input.id)?.[1]
    inputs[input.id] = input.type === 'BOOLEAN' && value !== undefined ? value === 'true' : (value ?? null)
    const problem = problemOf(input, value)
    return problem === null ? [] : [{ field: input.id, code: 'INPUT_INVALID', message: problem }]
  })
  if (errors.length > 0)
    throw new Refusal(422, 'INPUT_INVALID', 'The form has errors; the request stays open.', { fields: errors })
  const settled: ApprovalDetail = {
    ...approval,
    status: 'SETTLED',
    version: approval.version + 1,
    settled: {
      outcome: typeof fields.outcome === 'string' ? fields.outcome : (approval.outcomes[0]?.id ?? ''),
      by: { kind: 'user', id: MANAGER.id, name: MANAGER.name },
      at: new Date().toISOString(),
      channel: 'ui',
      comment: typeof fields.comment === 'string' ? fields.comment : null,
      inputs,
    },
  }
  world.approvals.set(approval.id, settled)
  record(world, 'approval.decided', { kind: 'approval', id: approval.id, namespace: approval.namespace }, { inputs })
  goOn(world, settled)
  return { replayed: false, approval: settled }
}

function problemOf(input: InputDeclaration, value: unknown): string | null {
  const missing = value === undefined || value === null || value === ''
  if (missing) return (input.required ?? true) ? `\`${input.id}\` is missing: give a value.` : null
  if (input.id === 'reason' && typeof value === 'string' && value.length < 4) {
    return 'Say it in at least 4 characters, so that others understand it later.'
  }
  return null
}

/** Plays what comes after the answer, a step at a time. */
function goOn(world: World, approval: ApprovalDetail): void {
  const steps = ['update_hr_system', 'log_result']
  const update = (change: (execution: NonNullable<ReturnType<World['executions']['get']>>) => typeof execution) => {
    const execution = world.executions.get(approval.executionId)
    if (execution === undefined) return
    world.executions.set(execution.id, change(execution))
    for (const listener of world.listeners) listener(execution.id)
  }
  update((execution) => ({
    ...enter(enter(execution, 'RESTARTED'), 'RUNNING'),
    taskRunList: (execution.taskRunList ?? []).map((run) =>
      run.id === approval.taskRunId
        ? {
            ...enter(run, 'SUCCESS'),
            outputs: { onResume: approval.settled?.inputs ?? {}, resumed: { by: MANAGER.name, to: 'SUCCESS' } },
          }
        : run,
    ),
  }))
  steps.forEach((taskId, index) => {
    setTimeout(
      () =>
        update((execution) => ({
          ...execution,
          taskRunList: [
            ...(execution.taskRunList ?? []).map((run) =>
              run.state.current === 'RUNNING' ? enter(run, 'SUCCESS') : run,
            ),
            runOf(
              execution,
              taskId,
              stateOf([
                ['CREATED', 5],
                ['RUNNING', 0],
              ]),
            ),
          ],
        })),
      600 + index * 1_500,
    )
  })
  setTimeout(() => {
    update((execution) => {
      const ended = enter(execution, 'SUCCESS')
      const runs = (execution.taskRunList ?? []).map((run) =>
        run.state.current === 'RUNNING' ? enter(run, 'SUCCESS') : run,
      )
      return { ...ended, taskRunList: runs }
    })
    const execution = world.executions.get(approval.executionId)
    if (execution !== undefined)
      log(world, execution, 'INFO', 'log_result', `Decision: ${JSON.stringify(approval.settled?.inputs)}`)
    world.caught.unshift({
      id: newId(),
      at: new Date().toISOString(),
      kind: 'hr',
      summary: 'A form',
      links: [],
      method: 'POST',
      path: '/hr/approvals',
      headers: {},
      contentType: 'multipart/form-data',
      body: null,
      fields: [{ name: 'status', value: approval.settled?.inputs?.approved === true ? 'APPROVED' : 'REJECTED' }],
    })
  }, 4_200)
}
