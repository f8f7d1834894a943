import { isPendingSignal } from '@countersign/expression'
import type { ApprovalRequest } from '../../approval/request.ts'
import { parseDuration } from '../../duration/duration.ts'
import type { Task } from '../../flow/flow.ts'
import { createInputRendering } from '../../inputs/render-input.ts'
import { renderProperties } from '../../task/property.ts'
import type { Rendering } from '../context/rendering.ts'
import { PAUSE_PROPERTIES } from './types.ts'

/** What a gate asks for, and until when. */
export interface GateTerms {
  readonly form: ApprovalRequest['form']
  /** Null when it waits for ever. */
  readonly deadline: GateDeadline | null
}

/** When a gate stops waiting, and what then happens. */
export interface GateDeadline {
  readonly dueAt: number
  readonly behavior: NonNullable<ApprovalRequest['onDeadline']>
}

/**
 * Renders what a Pause says about its gate.
 * @throws Error that names what cannot be rendered; PendingSignal
 */
export function renderGateTerms(task: Task, rendering: Rendering, now: number): GateTerms {
  return { deadline: renderDeadline(task, rendering, now), form: renderForm(task, rendering) }
}

/** `pauseDuration` (or its old name `delay`) with `behavior`; `timeout` alone fails the Pause (engine.md 4.13). */
function renderDeadline({ properties, timeout }: Task, rendering: Rendering, now: number): GateDeadline | null {
  const { pauseDuration, delay, behavior } = renderProperties(PAUSE_PROPERTIES, properties, rendering)
  const duration = pauseDuration ?? delay
  if (duration !== undefined) return { dueAt: now + duration, behavior }
  if (timeout === undefined) return null
  return { dueAt: now + parseDuration(rendering.text(timeout)), behavior: 'FAIL' }
}

/** Computes the choices that do not depend on other answers, so that the request keeps them as they are now. */
function renderForm({ onResume = [] }: Task, rendering: Rendering): ApprovalRequest['form'] {
  const inputs = createInputRendering({ rendererFor: () => rendering, isPending: isPendingSignal })
  return onResume.map((input) => {
    if (input.expression === undefined || input.dependsOn !== undefined) return input
    const rendered = inputs.choices(input, {})
    if ('error' in rendered) throw new Error(rendered.error.message)
    const { expression: _computed, ...fixed } = rendered.value
    return fixed
  })
}
