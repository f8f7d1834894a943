import type { ApprovalDetail } from '@countersign/contract'
import type { ApiError } from '@countersign/contract/client'
import { useEffect, useMemo, useRef, useState } from 'react'
import { toApiError } from '../../../lib/api/api-errors.ts'
import { createDraft } from '../../../lib/form/draft.ts'
import { type FieldValue, toField } from '../../../lib/form/field.ts'
import {
  changeField,
  type FormState,
  firstErrorField,
  placeErrors,
  startForm,
  wireValues,
} from '../../../lib/form/form-state.ts'
import { useFormReport } from '../../../lib/form/use-form-report.ts'
import { decide, validateAnswer } from '../api.ts'
import { type AnswerButton, type AnswerPlan, planAnswer } from '../model/answer-plan.ts'
import { createAttemptKeys, randomKey } from '../model/attempt-key.ts'

/** An answer while it is made: the form, the sending, and what went wrong the last time. */
export interface Answering {
  readonly plan: AnswerPlan
  readonly form: FormState
  readonly comment: string
  /** The button whose answer is on its way. */
  readonly sending: string | null
  readonly problem: ApiError | null
  readonly change: (id: string, value: FieldValue) => void
  readonly changeComment: (text: string) => void
  /** Sends an answer. Resolves with the id of the field to look at when the server refused one. */
  readonly send: (button: AnswerButton) => Promise<string | null>
}

interface AnsweringOptions {
  readonly tenant: string
  readonly request: ApprovalDetail
  readonly onDecided: (request: ApprovalDetail) => void
  /** The request is not what it was (decided by somebody else, or changed): read it again. */
  readonly onOutdated: () => void
  readonly onSignedOut: () => void
}

const COMMENT = '#comment'

/** Holds the answer to a request. What is typed is kept in the browser's session until it has been sent. */
export function useAnswer(options: AnsweringOptions): Answering {
  const { tenant, request } = options
  const draft = useMemo(
    () => createDraft(window.sessionStorage, `${tenant}/${request.id}/${request.round}`),
    [tenant, request.id, request.round],
  )
  const keys = useRef(createAttemptKeys(() => randomKey(window.crypto)))
  const [form, setForm] = useState(() => {
    const fields = request.form.map(toField)
    return startForm(fields, draft.load(fields))
  })
  const { declarations } = useFormReport(
    request.form,
    form.values,
    (inputs) => validateAnswer(tenant, request.id, { outcome: null, comment: null, inputs }),
    { isChecked: false },
  )
  const plan = useMemo(
    () => planAnswer({ form: declarations, outcomes: request.outcomes }),
    [declarations, request.outcomes],
  )
  const [comment, setComment] = useState(() => draft.loadText(COMMENT))
  const [sending, setSending] = useState<string | null>(null)
  const [problem, setProblem] = useState<ApiError | null>(null)
  useEffect(() => draft.save(plan.fields, form.values, { [COMMENT]: comment }), [draft, plan, form.values, comment])

  async function send(button: AnswerButton): Promise<string | null> {
    setSending(button.key)
    setProblem(null)
    const inputs = new Map(wireValues(form, plan.fields))
    if (button.sets !== null) inputs.set(button.sets.id, button.sets.value)
    const answer = { outcome: button.outcome, comment: comment.trim() === '' ? null : comment, inputs }
    try {
      const result = await decide(tenant, request, answer, keys.current.keyFor(fingerprint(answer, request.version)))
      draft.clear()
      options.onDecided(result.approval)
      return null
    } catch (cause) {
      return refuse(toApiError(cause))
    } finally {
      setSending(null)
    }
  }

  function refuse(error: ApiError): string | null {
    if (error.status === 401) options.onSignedOut()
    if (error.status === 409 || error.status === 412) options.onOutdated()
    if (error.fields.length === 0) {
      setProblem(error)
      return null
    }
    const known = plan.answeredByButtons === null ? plan.fields : [...plan.fields, plan.answeredByButtons]
    const placed = placeErrors(form, known, error.fields)
    setForm(placed)
    return firstErrorField(placed, plan.fields)?.id ?? null
  }

  return {
    plan,
    form,
    comment,
    sending,
    problem,
    change: (id, value) => setForm((current) => changeField(current, id, value)),
    changeComment: setComment,
    send,
  }
}

/** Tells one answer from another. A file counts by name, size and date. */
function fingerprint(
  answer: { outcome: string | null; comment: string | null; inputs: ReadonlyMap<string, string | File> },
  version: number,
): string {
  const inputs = [...answer.inputs].map(([id, value]) =>
    value instanceof File ? [id, value.name, value.size, value.lastModified] : [id, value],
  )
  return JSON.stringify([version, answer.outcome, answer.comment, inputs])
}
