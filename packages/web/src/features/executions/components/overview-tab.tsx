import type { Execution } from '@countersign/contract'
import { Link } from '@tanstack/react-router'
import { CopyButton } from '../../../components/ui/copy-button.tsx'
import { RelativeTime } from '../../../components/ui/relative-time.tsx'
import { Section } from '../../../components/ui/section.tsx'
import { ValueList } from '../../../components/ui/value-list.tsx'
import { useMay } from '../../../lib/session/use-may.ts'
import { startedBy } from '../model/spans.ts'
import styles from './execution-page.module.css'
import { ExpressionBox } from './expression-box.tsx'
import { StateTimeline } from './state-timeline.tsx'

interface OverviewTabProps {
  readonly tenant: string
  readonly execution: Execution
}

/** Labels that the system sets for itself; what they say stands elsewhere on the page. */
const SYSTEM_LABELS = 'system.'

/** What an execution is, what it was started with, and how it went. */
export function OverviewTab({ tenant, execution }: OverviewTabProps) {
  const mayEvaluate = useMay(tenant, 'execution:evaluate')
  const inputs = execution.inputs ?? {}
  return (
    <div className={styles.columns}>
      <div>
        <Section title="States">
          <StateTimeline state={execution.state} />
        </Section>
        <Section title="Inputs">
          {Object.keys(inputs).length > 0 ? (
            <ValueList values={inputs} />
          ) : (
            <p className={styles.soft}>The execution was started without inputs.</p>
          )}
        </Section>
        {mayEvaluate && (
          <Section title="Playground">
            <ExpressionBox tenant={tenant} executionId={execution.id} runs={execution.taskRunList ?? []} />
          </Section>
        )}
      </div>
      <Section title="Facts">
        <Facts tenant={tenant} execution={execution} />
      </Section>
    </div>
  )
}

function Facts({ tenant, execution }: OverviewTabProps) {
  const { namespace, flowId, flowRevision } = execution
  const labels = (execution.labels ?? []).filter(({ key }) => !key.startsWith(SYSTEM_LABELS))
  return (
    <dl className={styles.facts}>
      <dt>Id</dt>
      <dd className={styles.id}>
        <code>{execution.id}</code> <CopyButton text={execution.id} label="Copy the id" />
      </dd>
      <dt>Flow</dt>
      <dd>
        <Link to="/$tenant/flows/$namespace/$flowId/{-$tab}" params={{ tenant, namespace, flowId, tab: undefined }}>
          {namespace} / {flowId}
        </Link>
        , revision {flowRevision}
      </dd>
      <dt>Started</dt>
      <dd>
        <RelativeTime at={execution.state.startDate} /> by {startedBy(execution)}
      </dd>
      {execution.scheduleDate !== undefined && (
        <>
          <dt>Scheduled for</dt>
          <dd>
            <RelativeTime at={execution.scheduleDate} />
          </dd>
        </>
      )}
      <dt>Attempt</dt>
      <dd>{execution.metadata.attemptNumber}</dd>
      {execution.parentId !== undefined && (
        <>
          <dt>Replay of</dt>
          <dd>
            <code>{execution.parentId}</code>
          </dd>
        </>
      )}
      <dt>Labels</dt>
      <dd className={styles.labels}>
        {labels.length === 0 && <span className={styles.soft}>none</span>}
        {labels.map(({ key, value }) => (
          <Link
            key={`${key}:${value}`}
            className={styles.label}
            to="/$tenant/executions"
            params={{ tenant }}
            search={{ labels: [`${key}:${value}`] }}
          >
            {key}: {value}
          </Link>
        ))}
      </dd>
    </dl>
  )
}
