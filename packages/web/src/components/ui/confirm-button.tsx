import { Button, Group, Popover, Stack, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'

interface ConfirmButtonProps {
  readonly label: string
  readonly icon?: ReactNode
  readonly question: string
  readonly detail?: string
  /** What the confirming button says: the verb again. */
  readonly confirm: string
  readonly danger?: boolean
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
          size="xs"
          variant="default"
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
