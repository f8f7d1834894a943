import { Tabs } from '@mantine/core'
import styles from './tab-links.module.css'

interface TabLink<Key extends string> {
  readonly key: Key
  readonly label: string
  readonly count?: number
}

interface TabLinksProps<Key extends string> {
  readonly label: string
  readonly tabs: readonly TabLink<Key>[]
  readonly active: Key
  readonly onChange: (key: Key) => void
}

/** The tabs of a page; which one is open lives in the address. */
export function TabLinks<Key extends string>({ label, tabs, active, onChange }: TabLinksProps<Key>) {
  return (
    <Tabs
      value={active}
      onChange={(value) => {
        const chosen = tabs.find(({ key }) => key === value)
        if (chosen !== undefined) onChange(chosen.key)
      }}
      className={styles.tabs ?? ''}
    >
      <Tabs.List aria-label={label}>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab.key} value={tab.key}>
            {tab.label}
            {tab.count !== undefined && tab.count > 0 && <span className={styles.count}>{tab.count}</span>}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  )
}
