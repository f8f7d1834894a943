import type { TaskRun } from '@countersign/contract'
import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { CopyButton } from '../../../components/ui/copy-button.tsx'
import { messageOf } from '../../../lib/api/api-errors.ts'
import { api } from '../../../lib/api/client.ts'
import styles from './expression-box.module.css'

interface ExpressionBoxProps {
  readonly tenant: string
  readonly executionId: string
  readonly runs: readonly TaskRun[]
}

/** Renders an expression with the variables of this very execution. Secrets come out masked. */
export function ExpressionBox({ tenant, executionId, runs }: ExpressionBoxProps) {
  const [expression, setExpression] = useState('{{ inputs }}')
  const [taskRunId, setTaskRunId] = useState('')
  const evaluation = useMutation({
    mutationFn: () =>
      api.forTenant(tenant).executions.evaluate(executionId, expression, taskRunId === '' ? {} : { taskRunId }),
  })
  const run = () => {
    if (expression.trim() !== '') evaluation.mutate()
  }
  return (
    <div className={styles.box}>
      <Textarea
        aria-label="Expression"
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
        value={expression}
        classNames={{ input: styles.input ?? '' }}
        onChange={(event) => setExpression(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run()
        }}
      />
      <div className={styles.row}>
        <NativeSelect
          size="xs"
          aria-label="With the variables of"
          value={taskRunId}
          onChange={(event) => setTaskRunId(event.currentTarget.value)}
          data={[
            { value: '', label: 'the execution' },
            ...runs.map(({ id, taskId, value }) => ({
              value: id,
              label: value === undefined ? taskId : `${taskId} (${value})`,
            })),
          ]}
        />
        <Button size="xs" variant="default" loading={evaluation.isPending} onClick={run}>
          Evaluate
        </Button>
      </div>
      <div aria-live="polite">
        <Outcome result={evaluation.data ?? null} error={evaluation.error} />
      </div>
    </div>
  )
}

interface OutcomeProps {
  readonly result: { readonly result?: string | undefined; readonly error?: string | undefined } | null
  readonly error: unknown
}

function Outcome({ result, error }: OutcomeProps) {
  const problem = error === null ? (result?.error ?? null) : messageOf(error)
  if (problem !== null) return <pre className={styles.problem}>{problem}</pre>
  if (result?.result === undefined) return null
  if (result.result === '') return <p className={styles.empty}>The result is an empty text.</p>
  return (
    <div className={styles.result}>
      <pre>{result.result}</pre>
      <CopyButton text={result.result} label="Copy the result" />
    </div>
  )
}
