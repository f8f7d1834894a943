import { Button, NativeSelect } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { LiveNotice } from '../../../components/ui/live-notice.tsx'
import { LOG_LEVELS, type LogLevel } from '../../../lib/log-levels.ts'
import { logDownloadPath } from '../api.ts'
import { useLog } from '../hooks/use-log.ts'
import { LogLines } from './log-lines.tsx'
import styles from './logs-tab.module.css'

interface LogsTabProps {
  readonly tenant: string
  readonly executionId: string
  readonly ended: boolean
}

/** The log, live, from a level on. */
export function LogsTab({ tenant, executionId, ended }: LogsTabProps) {
  const [level, setLevel] = useState<LogLevel>('INFO')
  const { log, stream } = useLog(tenant, executionId, level)
  const hidden = log.total - log.lines.length
  return (
    <>
      <div className={styles.bar}>
        <NativeSelect
          size="xs"
          aria-label="Lowest level"
          value={level}
          onChange={(event) => setLevel(LOG_LEVELS.find((known) => known === event.currentTarget.value) ?? 'INFO')}
          data={LOG_LEVELS.map((known) => ({ value: known, label: known === 'ERROR' ? known : `${known} and above` }))}
        />
        <Button
          component="a"
          size="xs"
          variant="default"
          href={logDownloadPath(tenant, executionId)}
          download
          leftSection={<IconDownload size={15} aria-hidden />}
        >
          Download
        </Button>
        {!ended && <LiveNotice status={stream} />}
      </div>
      {hidden > 0 && (
        <p className={styles.hidden}>
          The newest {log.lines.length.toLocaleString('en')} lines are shown; the download has the{' '}
          {hidden.toLocaleString('en')} before them.
        </p>
      )}
      <LogLines lines={log.lines} quiet={stream !== 'connecting'} />
    </>
  )
}
