import { IconX } from '@tabler/icons-react'
import styles from './filter-chips.module.css'

interface Chip {
  readonly key: string
  readonly name: string
  readonly value: string
  readonly onRemove: () => void
}

/** What a list is narrowed to, one chip for each part; pressing a chip takes it away. */
export function FilterChips({ chips }: { readonly chips: readonly Chip[] }) {
  return (
    <>
      {chips.map((chip) => (
        <button key={chip.key} type="button" className={styles.chip} onClick={chip.onRemove}>
          <span className={styles.name}>{chip.name}</span>
          <span className={styles.value}>{chip.value}</span>
          <IconX size={14} aria-hidden />
          <span className="visually-hidden">: remove this filter</span>
        </button>
      ))}
    </>
  )
}
