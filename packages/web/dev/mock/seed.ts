import type { ApprovalDetail, Execution, FlowWithSource, InputDeclaration } from '@countersign/contract'
import { EVERY_INPUT, VACATION_FORM, VACATION_INPUTS } from './forms.ts'
import { EVERYTHING, smallFlow, VACATION } from './sources.ts'
import { ago, log, MANAGER, newId, record, runOf, stateOf, type World } from './world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const REQUESTER = { kind: 'user', id: 'usr_employee', name: 'Ana Beatriz Lima' } as const

/** A world with enough in it to look at every page: long names, an error, 500 rows. */
export function seedWorld(): World {
  const world: World = {
    me: null,
    flows: new Map(),
    executions: new Map(),
    approvals: new Map(),
    logs: [],
    audit: [],
    tokens: [],
    caught: [],
    listeners: new Set(),
  }
  seedFlows(world)
  seedHistory(world)
  seedFailed(world)
  for (const [index, employee] of ['Jonas Weber', 'Priya Raghunathan', 'Ana Beatriz Lima'].entries()) {
    pausedVacation(world, employee, (3 - index) * 5 * HOUR + 12 * MINUTE)
  }
  releaseRequest(world)
  settledRequest(world)
  seedTokens(world)
  return world
}

function seedFlows(world: World): void {
  const add = (namespace: string, id: string, source: string, inputs: InputDeclaration[], more = {}) => {
    const flow: FlowWithSource = {
      id,
      namespace,
      revision: 1,
      updated: ago(DAY * (1 + (id.length % 9))),
      inputs,
      tasks: [{ id: 'a', type: 'x' }],
      triggers: [],
      disabled: false,
      deleted: false,
      source,
      ...more,
    }
    world.flows.set(`${namespace}/${id}`, [flow])
  }
  add('hr.operations', 'vacation_approval', VACATION, VACATION_INPUTS, {
    description: 'Asks the manager of an employee, and tells the HR system what was decided.',
    tasks: ['notify_manager', 'await_decision', 'update_hr_system', 'log_result'].map((id) => ({ id, type: 'x' })),
  })
  add('demo.forms', 'every_input', EVERYTHING, EVERY_INPUT, { description: 'One input of each type.' })
  add(
    'finance.invoices.eu.quarterly',
    'reconcile_supplier_invoices_with_the_general_ledger',
    smallFlow('finance.invoices.eu.quarterly', 'reconcile_supplier_invoices_with_the_general_ledger'),
    [],
  )
  add('ops.releases', 'release_gate', smallFlow('ops.releases', 'release_gate'), [])
  add('ops.nightly', 'backup', smallFlow('ops.nightly', 'backup'), [], { disabled: true })
  const vacation = world.flows.get('hr.operations/vacation_approval')
  const first = vacation?.[0]
  if (first === undefined) return
  vacation?.push({
    ...first,
    revision: 2,
    updated: ago(2 * HOUR),
    source: VACATION.replace('description: Asks', 'description: >-\n  Asks').replace(
      'Decision notes',
      'Notes for the file',
    ),
  })
}

function newExecution(namespace: string, flowId: string, state: Execution['state'], more: Partial<Execution> = {}) {
  const id = newId()
  const execution: Execution = {
    id,
    namespace,
    flowId,
    flowRevision: 2,
    labels: [{ key: 'system.correlationId', value: id }],
    state,
    originalId: id,
    deleted: false,
    metadata: { attemptNumber: 1, originalCreatedDate: state.startDate },
    ...more,
  }
  return execution
}

function seedHistory(world: World): void {
  const flows = [
    ['hr.operations', 'vacation_approval'],
    ['finance.invoices.eu.quarterly', 'reconcile_supplier_invoices_with_the_general_ledger'],
    ['ops.releases', 'release_gate'],
    ['ops.nightly', 'backup'],
  ] as const
  const ends = ['SUCCESS', 'SUCCESS', 'SUCCESS', 'WARNING', 'SUCCESS', 'KILLED', 'SUCCESS', 'CANCELLED'] as const
  for (let index = 500; index > 0; index--) {
    const [namespace, flowId] = flows[index % flows.length] ?? flows[0]
    const start = index * 23 * MINUTE + 6 * HOUR
    const took = ((index * 7919) % 400_000) + 40
    const state = stateOf([
      ['CREATED', start],
      ['RUNNING', start - 12],
      [ends[index % ends.length] ?? 'SUCCESS', start - took],
    ])
    const execution = newExecution(namespace, flowId, state, {
      labels: [{ key: 'team', value: namespace.split('.')[0] ?? 'x' }],
      ...(index % 3 === 0 ? { trigger: { id: 'every_night', type: 'io.kestra.plugin.core.trigger.Schedule' } } : {}),
    })
    world.executions.set(execution.id, execution)
  }
}

function seedFailed(world: World): void {
  const state = stateOf([
    ['CREATED', 40 * MINUTE],
    ['RUNNING', 40 * MINUTE - 20],
    ['FAILED', 39 * MINUTE],
  ])
  const execution = newExecution(
    'finance.invoices.eu.quarterly',
    'reconcile_supplier_invoices_with_the_general_ledger',
    state,
    {
      inputs: {
        quarter: '2026-Q3',
        ledger: 'https://ledger.example.org/eu/general',
        dryRun: false,
        limit: 1200,
      },
    },
  )
  const loop = runOf(execution, 'for_each_supplier', state)
  execution.taskRunList = [
    runOf(
      execution,
      'fetch_invoices',
      stateOf([
        ['CREATED', 40 * MINUTE],
        ['RUNNING', 40 * MINUTE - 30],
        ['SUCCESS', 39.8 * MINUTE],
      ]),
      {
        outputs: {
          uri: 'kestra:///finance/invoices/eu/quarterly/invoices.jsonl',
          count: 1284,
          headers: { etag: 'W/"77"', pages: [1, 2, 3] },
        },
      },
    ),
    loop,
    runOf(
      execution,
      'match_with_ledger',
      stateOf([
        ['CREATED', 39.7 * MINUTE],
        ['RUNNING', 39.7 * MINUTE - 5],
        ['SUCCESS', 39.4 * MINUTE],
      ]),
      { parentTaskRunId: loop.id, value: 'ACME GmbH & Co. KG', iteration: 0 },
    ),
    runOf(
      execution,
      'match_with_ledger',
      stateOf([
        ['CREATED', 39.4 * MINUTE],
        ['RUNNING', 39.4 * MINUTE - 5],
        ['FAILED', 39 * MINUTE],
      ]),
      {
        parentTaskRunId: loop.id,
        value: 'Société Générale des Eaux',
        iteration: 1,
        attempts: [{ state }, { state }, { state }],
      },
    ),
  ]
  world.executions.set(execution.id, execution)
  log(world, execution, 'INFO', 'fetch_invoices', 'Fetched 1284 invoices in 3 pages', ago(39.8 * MINUTE))
  log(world, execution, 'WARN', 'match_with_ledger', 'Ledger answered 503, trying again in 10 s', ago(39.2 * MINUTE))
  log(
    world,
    execution,
    'ERROR',
    'match_with_ledger',
    'POST https://ledger.example.org/eu/general/match answered 503 Service Unavailable after 3 attempts: upstream connect error or disconnect/reset before headers',
    ago(39 * MINUTE),
  )
  const lines = execution.taskRunList.length
  for (let index = 0; index < 300; index++) {
    log(
      world,
      execution,
      index % 40 === 7 ? 'WARN' : 'INFO',
      'match_with_ledger',
      `Invoice ${20_000 + index * lines}: matched with booking ${90_000 + index}`,
      ago(39.6 * MINUTE - index * 100),
    )
  }
}

/** A vacation request that waits for its manager since `ms`. */
export function pausedVacation(world: World, employee: string, ms: number): ApprovalDetail {
  const state = stateOf([
    ['CREATED', ms + 900],
    ['RUNNING', ms + 860],
    ['PAUSED', ms],
  ])
  const execution = newExecution('hr.operations', 'vacation_approval', state, {
    inputs: { employee, start_date: '2026-12-21', end_date: '2027-01-04', remark: null },
  })
  execution.taskRunList = [
    runOf(
      execution,
      'notify_manager',
      stateOf([
        ['CREATED', ms + 850],
        ['RUNNING', ms + 840],
        ['SUCCESS', ms + 20],
      ]),
    ),
    runOf(
      execution,
      'await_decision',
      stateOf([
        ['CREATED', ms + 10],
        ['RUNNING', ms + 5],
        ['PAUSED', ms],
      ]),
    ),
  ]
  world.executions.set(execution.id, execution)
  log(world, execution, 'INFO', 'notify_manager', 'Message sent to #vacation-approvals', ago(ms))
  const approval = requestOf(execution, 'await_decision', {
    title: `Approve this request? Vacation of ${employee}`,
    form: VACATION_FORM,
    createdAt: ago(ms),
    next: [
      { id: 'update_hr_system', type: 'io.kestra.plugin.core.http.Request', description: 'Tell the HR system' },
      { id: 'log_result', type: 'io.kestra.plugin.core.log.Log' },
    ],
  })
  world.approvals.set(approval.id, approval)
  world.caught.unshift({
    id: newId(),
    at: ago(ms),
    kind: 'slack',
    summary: 'A message',
    links: [],
    method: 'POST',
    path: '/slack',
    headers: {},
    contentType: 'application/json',
    body: null,
    json: {
      channel: '#vacation-approvals',
      text: `Review request from ${employee}\n*Dates*: 2026-12-21 → 2027-01-04\nApprove: http://127.0.0.1:4180/ui/main/executions/${execution.id}/approval`,
    },
    fields: [],
  })
  record(
    world,
    'execution.created',
    { kind: 'execution', id: execution.id, namespace: execution.namespace },
    { flowId: execution.flowId },
    REQUESTER,
    ago(ms + 900),
  )
  record(
    world,
    'approval.requested',
    { kind: 'approval', id: approval.id, namespace: execution.namespace },
    { taskId: 'await_decision' },
    { kind: 'system', id: 'system', name: 'Countersign' },
    ago(ms),
  )
  return approval
}

/** A request of an execution. */
function requestOf(execution: Execution, taskId: string, more: Partial<ApprovalDetail>): ApprovalDetail {
  return {
    id: `apr_${newId()}`,
    tenant: 'main',
    namespace: execution.namespace,
    flowId: execution.flowId,
    flowRevision: execution.flowRevision,
    executionId: execution.id,
    taskId,
    taskRunId: execution.taskRunList?.find((run) => run.taskId === taskId)?.id ?? '',
    iterationKey: '',
    round: 1,
    status: 'OPEN',
    version: 1,
    title: taskId,
    requester: REQUESTER,
    createdAt: ago(0),
    dueAt: null,
    outcomes: [{ id: 'resume', kind: 'APPROVE', label: 'Resume' }],
    settled: null,
    instructions: null,
    form: [],
    executionState: execution.state.current,
    next: [],
    ...more,
  }
}

function releaseRequest(world: World): void {
  const state = stateOf([
    ['CREATED', 50 * MINUTE],
    ['RUNNING', 49 * MINUTE],
    ['PAUSED', 48 * MINUTE],
  ])
  const execution = newExecution('ops.releases', 'release_gate', state, {
    inputs: {
      version: '4.18.0-rc.2+build.20261124.0917',
      changes:
        'Payment service: retries are idempotent now.\nLedger: migrations 0041 to 0044.\nRollback: image 4.17.3, migrations are additive.',
      regions: ['eu-central-1', 'eu-west-1'],
      canary: true,
    },
  })
  execution.taskRunList = [runOf(execution, 'gate', state)]
  world.executions.set(execution.id, execution)
  const approval = requestOf(execution, 'gate', {
    title: 'Release 4.18.0-rc.2+build.20261124.0917 of the payment service to production in eu-central-1 and eu-west-1',
    instructions: 'Check the plan and the test report.\nReject when the rollback section is empty.',
    dueAt: new Date(Date.now() + 5 * HOUR).toISOString(),
    createdAt: ago(48 * MINUTE),
    requester: { kind: 'service', id: 'svc_ci', name: 'ci-pipeline-payment-service' },
    round: 2,
    outcomes: [
      { id: 'rework', kind: 'REVISE', label: 'Send back' },
      { id: 'reject', kind: 'REJECT', label: 'Reject' },
      { id: 'approve', kind: 'APPROVE', label: 'Ship it' },
    ],
    form: [
      {
        id: 'window',
        type: 'SELECT',
        values: ['Tonight 22:00', 'Tomorrow 06:00', 'Saturday'],
        displayName: 'Deployment window',
      },
      { id: 'watchers', type: 'MULTISELECT', values: ['Ops', 'Payments', 'Support'], required: false },
      { id: 'reason', type: 'STRING', required: false },
    ],
  })
  world.approvals.set(approval.id, approval)
}

function settledRequest(world: World): void {
  const approval = pausedVacation(world, 'Kwame Mensah', 2 * DAY)
  const settledAt = ago(DAY)
  world.approvals.set(approval.id, {
    ...approval,
    status: 'SETTLED',
    version: 2,
    executionState: 'SUCCESS',
    settled: {
      outcome: 'resume',
      by: { kind: 'user', id: 'usr_other', name: 'Benedikt Kühn' },
      at: settledAt,
      channel: 'ui',
      comment: null,
      inputs: { approved: false, reason: 'The team is short of people that week. Please ask again for January.' },
    },
  })
  const execution = world.executions.get(approval.executionId)
  if (execution === undefined) return
  const ended = stateOf([
    ['CREATED', 2 * DAY + 900],
    ['RUNNING', 2 * DAY + 800],
    ['PAUSED', 2 * DAY],
    ['RESTARTED', DAY],
    ['RUNNING', DAY - 5],
    ['SUCCESS', DAY - 400],
  ])
  world.executions.set(execution.id, {
    ...execution,
    state: ended,
    taskRunList: (execution.taskRunList ?? []).map((run) => ({
      ...run,
      state: run.taskId === 'await_decision' ? { ...ended, current: 'SUCCESS' } : run.state,
      outputs:
        run.taskId === 'await_decision'
          ? {
              onResume: { approved: false, reason: 'The team is short of people that week.' },
              resumed: { by: 'Benedikt Kühn', on: settledAt, to: 'SUCCESS' },
            }
          : null,
    })),
  })
  record(
    world,
    'approval.decided',
    { kind: 'approval', id: approval.id },
    { outcome: 'resume', approved: false },
    { kind: 'user', id: 'usr_other', name: 'Benedikt Kühn' },
    settledAt,
  )
}

function seedTokens(world: World): void {
  world.tokens.push(
    {
      id: newId(),
      name: 'ci-pipeline-payment-service',
      createdBy: MANAGER.name,
      createdAt: ago(40 * DAY),
      expiresAt: null,
      revokedAt: null,
    },
    {
      id: newId(),
      name: 'laptop of Jonas',
      createdBy: MANAGER.name,
      createdAt: ago(90 * DAY),
      expiresAt: ago(DAY),
      revokedAt: null,
    },
    {
      id: newId(),
      name: 'old webhook bridge',
      createdBy: MANAGER.name,
      createdAt: ago(200 * DAY),
      expiresAt: null,
      revokedAt: ago(12 * DAY),
    },
  )
  world.caught.push({
    id: newId(),
    at: ago(DAY),
    kind: 'hr',
    summary: 'A form',
    links: [],
    method: 'POST',
    path: '/hr/approvals',
    headers: {},
    contentType: 'multipart/form-data; boundary=x',
    body: null,
    fields: [
      { name: 'employee', value: 'Kwame Mensah' },
      { name: 'status', value: 'REJECTED' },
      { name: 'notes', value: 'The team is short of people that week. Please ask again for January.' },
    ],
  })
  world.caught.push({
    id: newId(),
    at: ago(DAY + 1_000),
    kind: 'mail',
    summary: 'A mail',
    links: [],
    from: 'workflows@example.org',
    to: ['kwame@example.org'],
    subject: 'Request Denied',
    text: null,
    html: 'Reason: The team is short of people that week.',
  })
}
