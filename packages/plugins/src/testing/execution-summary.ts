import type { ExecutionSummary } from '@countersign/plugin-sdk'

/** An execution that failed, with names that every receiver must escape in its own way. */
export function failedExecution(overrides: Partial<ExecutionSummary> = {}): ExecutionSummary {
  return {
    id: 'exec-1',
    namespace: 'company.team',
    flowId: 'vacation_request',
    flowRevision: 3,
    state: 'FAILED',
    startedAt: Date.UTC(2026, 0, 2, 3, 0, 0),
    endedAt: Date.UTC(2026, 0, 2, 3, 1, 5),
    durationMs: 65_000,
    labels: { team: 'hr' },
    url: 'https://flows.example.org/ui/main/executions/company.team/vacation_request/exec-1',
    lastTaskId: 'update_hr',
    failedTaskId: 'update_hr',
    ...overrides,
  }
}

/** Values of a flow that would break a message if it was put together from texts. */
export const AWKWARD = 'say "hi"\n<b>&amp;</b> *bold* _x_ [a](b) \\ {{ no }}'
