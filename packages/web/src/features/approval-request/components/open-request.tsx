import type { ApprovalDetail } from '@countersign/contract'
import { focusField, GeneratedForm } from '../../../components/form/generated-form.tsx'
import { useAnswer } from '../hooks/use-answer.ts'
import type { FollowedExecution } from '../hooks/use-execution.ts'
import { AnswerBar, NotYours } from './answer-bar.tsx'
import { CommentField } from './comment-field.tsx'
import { Evidence } from './evidence.tsx'
import { RequestHead } from './request-head.tsx'
import styles from './request-page.module.css'
import { WhatFollows } from './what-follows.tsx'

interface OpenRequestProps {
  readonly tenant: string
  readonly request: ApprovalDetail
  readonly followed: FollowedExecution
  /** False for somebody who may see the request and not answer it. */
  readonly mayDecide: boolean
  readonly onDecided: (request: ApprovalDetail) => void
  readonly onOutdated: () => void
  readonly onSignedOut: () => void
}

/** A request that waits: who asks, on what evidence, the form, what happens next, and the bar with the answers. */
export function OpenRequest({
  tenant,
  request,
  followed,
  mayDecide,
  onDecided,
  onOutdated,
  onSignedOut,
}: OpenRequestProps) {
  const answering = useAnswer({ tenant, request, onDecided, onOutdated, onSignedOut })
  const { plan, form, sending } = answering
  return (
    <>
      <main className={styles.column} data-with-bar="">
        <RequestHead request={request} />
        <Evidence followed={followed} />
        {mayDecide && (plan.fields.length > 0 || form.formErrors.length > 0) && (
          <section aria-labelledby="answer-heading">
            <h2 id="answer-heading" className={styles.heading}>
              Your answer
            </h2>
            <GeneratedForm
              fields={plan.fields}
              form={form}
              onChange={answering.change}
              disabled={sending !== null}
              idPrefix="answer"
            />
          </section>
        )}
        <CommentField
          offered={mayDecide && (request.outcomes.length > 1 || plan.fields.length === 0)}
          text={answering.comment}
          onChange={answering.changeComment}
        />
        <WhatFollows tenant={tenant} request={request} />
      </main>
      {mayDecide ? (
        <AnswerBar
          answering={answering}
          onAnswer={async (button) => {
            const wrong = await answering.send(button)
            if (wrong !== null) focusField('answer', { id: wrong })
          }}
        />
      ) : (
        <NotYours />
      )}
    </>
  )
}
