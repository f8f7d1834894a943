import type { ApprovalOutcome, InputDeclaration } from '@countersign/contract'
import { type Field, toField } from '../../../lib/form/field.ts'

/** One button of the answer bar: what it says, how it looks, and what it sends. */
export interface AnswerButton {
  readonly key: string
  readonly label: string
  /** `main` is the one filled button; `refuse` says no; `other` is everything else. */
  readonly look: 'main' | 'refuse' | 'other'
  /** Outcome to send; null leaves it to the server: the first one of kind APPROVE. */
  readonly outcome: string | null
  /** A yes-or-no field that this button answers. */
  readonly sets: { readonly id: string; readonly value: 'true' | 'false' } | null
}

/** How a request is answered: the question above the buttons, the fields of the form that stay, and the buttons. */
export interface AnswerPlan {
  readonly question: string | null
  readonly fields: readonly Field[]
  readonly buttons: readonly AnswerButton[]
  /** The yes-or-no field that the buttons answer in place of a control of its own. */
  readonly answeredByButtons: Field | null
}

/**
 * Plans the answer of a request. Several outcomes become one button each. A request with a single outcome (a plain Pause)
 * whose form holds exactly one yes-or-no field is answered with "Approve" and "Reject", which set that field; any other is
 * answered with "Continue". So is one in which other inputs depend on the yes-or-no field: they can be shown only once it has
 * been answered in the form.
 */
export function planAnswer(request: {
  readonly form: readonly InputDeclaration[]
  readonly outcomes: readonly ApprovalOutcome[]
}): AnswerPlan {
  const fields = request.form.map(toField)
  if (request.outcomes.length > 1) {
    return { question: null, fields, buttons: request.outcomes.map(toButton), answeredByButtons: null }
  }
  const outcome = request.outcomes[0]?.id ?? null
  const [question, ...others] = fields.filter(({ control }) => control.kind === 'yes-no')
  if (question === undefined || others.length > 0 || isLeaned(question, request.form)) {
    const button: AnswerButton = { key: 'continue', label: 'Continue', look: 'main', outcome, sets: null }
    return { question: null, fields, buttons: [button], answeredByButtons: null }
  }
  return {
    question: questionOf(question),
    fields: fields.filter((field) => field !== question),
    buttons: [
      { key: 'reject', label: 'Reject', look: 'refuse', outcome, sets: { id: question.id, value: 'false' } },
      { key: 'approve', label: 'Approve', look: 'main', outcome, sets: { id: question.id, value: 'true' } },
    ],
    answeredByButtons: question,
  }
}

/** True when another input depends on a field. */
function isLeaned(question: Field, form: readonly InputDeclaration[]): boolean {
  return form.some(({ dependsOn }) => dependsOn?.inputs?.includes(question.id) === true)
}

/** The words of the yes-or-no field: its author's question if there is one, else its label. */
function questionOf(field: Field): string {
  return field.help?.trim().endsWith('?') === true ? field.help : field.label
}

function toButton(outcome: ApprovalOutcome): AnswerButton {
  return {
    key: outcome.id,
    label: outcome.label,
    look: outcome.kind === 'APPROVE' ? 'main' : outcome.kind === 'REJECT' ? 'refuse' : 'other',
    outcome: outcome.id,
    sets: null,
  }
}
