import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import chipStyles from '../../../components/ui/filter-chips.module.css'
import { FilterChips } from '../../../components/ui/filter-chips.tsx'
import { chipsOf, type ExecutionFilter } from '../model/execution-filter.ts'
import { AddFilterMenu } from './add-filter-menu.tsx'

interface FilterBarProps {
  readonly filter: ExecutionFilter
  readonly namespaces: readonly string[]
  readonly onChange: (filter: ExecutionFilter) => void
}

/** Text, more filters, and a chip for each one that is set. The filter lives in the address. */
export function FilterBar({ filter, namespaces, onChange }: FilterBarProps) {
  return (
    <search className={chipStyles.bar}>
      <SearchText
        key={filter.q ?? ''}
        text={filter.q ?? ''}
        onSearch={(text) => {
          const { q: _q, page: _page, ...rest } = filter
          onChange(text === '' ? rest : { ...rest, q: text })
        }}
      />
      <AddFilterMenu filter={filter} namespaces={namespaces} onChange={onChange} />
      <FilterChips
        chips={chipsOf(filter)
          .filter(({ key }) => key !== 'q')
          .map((chip) => ({ ...chip, onRemove: () => onChange(chip.without) }))}
      />
    </search>
  )
}

function SearchText({ text, onSearch }: { readonly text: string; readonly onSearch: (text: string) => void }) {
  const [typed, setTyped] = useState(text)
  return (
    <TextInput
      size="xs"
      w={220}
      aria-label="Search by flow, namespace or id"
      placeholder="Flow, namespace or id"
      leftSection={<IconSearch size={15} aria-hidden />}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onSearch(typed.trim())
      }}
      onBlur={() => {
        if (typed.trim() !== text) onSearch(typed.trim())
      }}
    />
  )
}
