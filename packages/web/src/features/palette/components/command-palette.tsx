import { Modal } from '@mantine/core'
import { useDebouncedValue, useHotkeys } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useId, useState } from 'react'
import { api } from '../../../lib/api/client.ts'
import { matchEntries, type PaletteEntry, pageEntries, type ShownPages } from '../model/entries.ts'
import styles from './command-palette.module.css'

interface CommandPaletteProps {
  readonly tenant: string
  readonly shows: ShownPages
  readonly opened: boolean
  readonly onOpened: (opened: boolean) => void
}

/** `mod+K`: goes to a page, a flow or an execution by a few letters. */
export function CommandPalette({ tenant, shows, opened, onOpened }: CommandPaletteProps) {
  useHotkeys([['mod+K', () => onOpened(!opened)]], [])
  return (
    <Modal.Root opened={opened} onClose={() => onOpened(false)} padding={0} size={560} yOffset="12vh">
      <Modal.Overlay />
      <Modal.Content aria-label="Go to">
        <Palette tenant={tenant} shows={shows} onDone={() => onOpened(false)} />
      </Modal.Content>
    </Modal.Root>
  )
}

interface PaletteProps {
  readonly tenant: string
  readonly shows: ShownPages
  readonly onDone: () => void
}

function Palette({ tenant, shows, onDone }: PaletteProps) {
  const navigate = useNavigate()
  const listId = useId()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const entries = [...matchEntries(pageEntries(tenant, shows), text), ...useFound(tenant, text)]
  const current = entries[Math.min(chosen, entries.length - 1)]

  function open(entry: PaletteEntry | undefined): void {
    if (entry === undefined) return
    onDone()
    void navigate({ href: entry.href })
  }
  function onKey(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }
    const step = steps[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setChosen((index) => Math.max(0, Math.min(entries.length - 1, index + step)))
    } else if (event.key === 'Enter') open(current)
  }

  return (
    <div className={styles.palette}>
      <input
        className={styles.input}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={current === undefined ? undefined : `${listId}-${current.key}`}
        aria-label="Go to a page, a flow or an execution"
        placeholder="Go to a page, a flow or an execution"
        data-autofocus
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setChosen(0)
        }}
        onKeyDown={onKey}
      />
      <div className={styles.list} role="listbox" id={listId} aria-label="Places">
        {entries.map((entry) => (
          <button
            type="button"
            key={entry.key}
            id={`${listId}-${entry.key}`}
            className={styles.entry}
            role="option"
            aria-selected={entry === current}
            // The keyboard stays in the input, as a combobox has it; the pointer chooses here.
            tabIndex={-1}
            onClick={() => open(entry)}
          >
            <span className={styles.label}>{entry.label}</span>
            <span className={styles.kind}>{entry.kind}</span>
          </button>
        ))}
        {entries.length === 0 && <p className={styles.none}>Nothing has this name.</p>}
      </div>
    </div>
  )
}

/** So many flows and executions are offered each. */
const MAX_FOUND = 6

/** Flows and executions whose names or ids hold the text. */
function useFound(tenant: string, text: string): readonly PaletteEntry[] {
  const [q] = useDebouncedValue(text.trim(), 150)
  const { data } = useQuery({
    queryKey: ['palette', tenant, q],
    enabled: q.length >= 2,
    queryFn: async ({ signal }): Promise<readonly PaletteEntry[]> => {
      const client = api.forTenant(tenant)
      const root = `/${encodeURIComponent(tenant)}`
      const [flows, executions] = await Promise.all([
        client.flows.search({ q, size: MAX_FOUND }, { signal }),
        client.executions.search({ q, size: MAX_FOUND, sort: ['state.startDate:desc'] }, { signal }),
      ])
      return [
        ...flows.results.map(({ namespace, id }) => ({
          key: `flow ${namespace} ${id}`,
          label: `${namespace} / ${id}`,
          kind: 'Flow',
          href: `${root}/flows/${encodeURIComponent(namespace)}/${encodeURIComponent(id)}`,
        })),
        ...executions.results.map(({ namespace, flowId, id }) => ({
          key: `execution ${id}`,
          label: `${flowId} ${id}`,
          kind: 'Execution',
          href: `${root}/executions/${encodeURIComponent(namespace)}/${encodeURIComponent(flowId)}/${encodeURIComponent(id)}`,
        })),
      ]
    },
  })
  return q.length >= 2 ? (data ?? []) : []
}
