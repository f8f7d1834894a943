import type { StateName } from '@countersign/contract'
import { STATE_LOOKS, type StateTone } from '../../lib/state-look.ts'
import styles from './state-badge.module.css'
import { StateIcon } from './state-icon.tsx'

/** A state as icon and word. `quiet` drops the fill, for dense tables. */
export function StateBadge({ state, quiet = false }: { readonly state: StateName; readonly quiet?: boolean }) {
  const { word, tone } = STATE_LOOKS[state]
  return <ToneBadge word={word} tone={tone} quiet={quiet} />
}

/** Any word in one of the colours of states. */
export function ToneBadge(props: { readonly word: string; readonly tone: StateTone; readonly quiet?: boolean }) {
  return (
    <span className={styles.badge} data-tone={props.tone} data-quiet={props.quiet === true ? '' : undefined}>
      <StateIcon tone={props.tone} size={props.quiet === true ? 16 : 14} />
      <span>{props.word}</span>
    </span>
  )
}
