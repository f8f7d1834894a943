import { Anchor } from '@mantine/core'
import { EmptyState } from './empty-state.tsx'

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <>
      <h1 className="visually-hidden">Not found</h1>
      <EmptyState title="There is no such page" action={<Anchor href="/ui/">Open the inbox</Anchor>}>
        The address leads nowhere: it may be old, or a letter is missing.
      </EmptyState>
    </>
  )
}
