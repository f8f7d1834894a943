import { Button, Group, Popover, Stack, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import styles from './confirm-button.module.css'

interface ConfirmButtonProps {
  readonly label: string
  readonly icon?: ReactNode
  readonly question: string
  readonly detail?: string
  /** What the confirming button says: the verb again. */
  readonly confirm: string
  readonly danger?: boolean
  /** The one main action of the page is filled, as long as it is possible. */
  readonly main?: boolean
  /** Words without a border, for a button that every row of a table has. */
  readonly quiet?: boolean
  readonly loading?: boolean
  /** Why it cannot be done now; shown on hover. */
  readonly blocked?: string | null
  readonly onConfirm: () => void
}

/** A button for what cannot be taken back: it asks right where it stands. */
export function ConfirmButton(props: ConfirmButtonProps) {
  const [opened, setOpened] = useState(false)
  const blocked = props.blocked ?? null
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={300} trapFocus>
      <Popover.Target>
        <Button
          size={props.quiet === true ? 'compact-xs' : 'xs'}
          variant={lookOf(props)}
          {...(props.quiet === true ? { className: styles.quiet } : {})}
          leftSection={props.icon}
          loading={props.loading ?? false}
          {...(blocked === null ? {} : { title: blocked, 'data-disabled': true })}
          aria-disabled={blocked !== null}
          onClick={() => setOpened(blocked === null && !opened)}
        >
          {props.label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Text fw={600}>{props.question}</Text>
          {props.detail !== undefined && (
            <Text size="sm" c="dimmed">
              {props.detail}
            </Text>
          )}
          <Group gap="xs">
            <Button
              size="xs"
              {...(props.danger === true ? { color: 'red' } : {})}
              onClick={() => {
                setOpened(false)
                props.onConfirm()
              }}
            >
              {props.confirm}
            </Button>
            <Button size="xs" variant="subtle" color="gray" onClick={() => setOpened(false)}>
              Back
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

function lookOf({ quiet, main, blocked }: ConfirmButtonProps): 'transparent' | 'filled' | 'default' {
  if (quiet === true) return 'transparent'
  return main === true && (blocked ?? null) === null ? 'filled' : 'default'
}
