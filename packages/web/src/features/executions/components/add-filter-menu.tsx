import type { StateName } from '@countersign/contract'
import { Autocomplete, Button, Checkbox, Popover, Stack, TextInput } from '@mantine/core'
import { IconFilterPlus } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { STATE_LOOKS } from '../../../lib/state-look.ts'
import { type ExecutionFilter, TIME_RANGES } from '../model/execution-filter.ts'
import styles from './add-filter-menu.module.css'

interface AddFilterMenuProps {
  readonly filter: ExecutionFilter
  readonly namespaces: readonly string[]
  readonly onChange: (filter: ExecutionFilter) => void
}

/** States that people look for, the ones that ask for attention first. */
const OFFERED_STATES: readonly StateName[] = [
  'PAUSED',
  'FAILED',
  'WARNING',
  'RUNNING',
  'CREATED',
  'QUEUED',
  'SUCCESS',
  'KILLED',
  'CANCELLED',
]

/** Everything that the list can be narrowed by, in one panel. States and spans take effect at once. */
export function AddFilterMenu({ filter, namespaces, onChange }: AddFilterMenuProps) {
  const [opened, setOpened] = useState(false)
  const { page: _page, ...current } = filter
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus width={300}>
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconFilterPlus size={15} aria-hidden />}
          onClick={() => setOpened((open) => !open)}
        >
          Filter
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="md">
          <StateChoice filter={current} onChange={onChange} />
          <RangeChoice filter={current} onChange={onChange} />
          <TextFilters
            filter={current}
            namespaces={namespaces}
            onChange={(next) => {
              onChange(next)
              setOpened(false)
            }}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

interface PartProps {
  readonly filter: ExecutionFilter
  readonly onChange: (filter: ExecutionFilter) => void
}

function StateChoice({ filter, onChange }: PartProps) {
  const chosen = filter.state ?? []
  const toggle = (state: StateName) => {
    const next = chosen.includes(state) ? chosen.filter((other) => other !== state) : [...chosen, state]
    const { state: _state, ...rest } = filter
    onChange(next.length === 0 ? rest : { ...rest, state: next })
  }
  return (
    <fieldset className={styles.group}>
      <legend>State</legend>
      <div className={styles.columns}>
        {OFFERED_STATES.map((state) => (
          <Checkbox
            key={state}
            size="xs"
            label={STATE_LOOKS[state].word}
            checked={chosen.includes(state)}
            onChange={() => toggle(state)}
          />
        ))}
      </div>
    </fieldset>
  )
}

function RangeChoice({ filter, onChange }: PartProps) {
  return (
    <fieldset className={styles.group}>
      <legend>Started</legend>
      <div className={styles.ranges}>
        {TIME_RANGES.map(({ value, words }) => {
          const active = filter.timeRange === value
          const { timeRange: _range, ...rest } = filter
          return (
            <Button
              key={value}
              size="compact-xs"
              variant={active ? 'light' : 'default'}
              aria-pressed={active}
              onClick={() => onChange(active ? rest : { ...rest, timeRange: value })}
            >
              {words}
            </Button>
          )
        })}
      </div>
    </fieldset>
  )
}

function TextFilters({ filter, namespaces, onChange }: PartProps & { readonly namespaces: readonly string[] }) {
  const [namespace, setNamespace] = useState(filter.namespace ?? '')
  const [flowId, setFlowId] = useState(filter.flowId ?? '')
  const [label, setLabel] = useState('')
  const labelIsWrong = label !== '' && !/^[^:]+:.+$/.test(label)
  function apply(event: FormEvent): void {
    event.preventDefault()
    if (labelIsWrong) return
    const { namespace: _namespace, flowId: _flowId, labels = [], ...rest } = filter
    const allLabels = label === '' || labels.includes(label) ? labels : [...labels, label]
    onChange({
      ...rest,
      ...(namespace.trim() === '' ? {} : { namespace: namespace.trim() }),
      ...(flowId.trim() === '' ? {} : { flowId: flowId.trim() }),
      ...(allLabels.length === 0 ? {} : { labels: allLabels }),
    })
  }
  return (
    <form onSubmit={apply}>
      <Stack gap="xs">
        <Autocomplete
          size="xs"
          label="Namespace, and all below it"
          data={[...namespaces]}
          value={namespace}
          onChange={setNamespace}
          comboboxProps={{ withinPortal: false }}
        />
        <TextInput
          size="xs"
          label="Flow id"
          value={flowId}
          onChange={(event) => setFlowId(event.currentTarget.value)}
        />
        <TextInput
          size="xs"
          label="Label"
          placeholder="team:hr"
          value={label}
          error={labelIsWrong ? 'A key and a value with a colon between, such as team:hr' : undefined}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <Button type="submit" size="xs">
          Apply
        </Button>
      </Stack>
    </form>
  )
}
