import { type RefObject, useEffect, useRef, useState } from 'react'
import { mergeRows } from './stable-rows.ts'

/** A list that keeps still, the number of rows that wait, and the way to let them in. */
export interface StableList<Row> {
  readonly rows: readonly Row[] | null
  readonly waiting: number
  readonly letIn: () => void
  /** Put it on the element around the list: while the pointer or the focus is in it, nothing moves. */
  readonly frame: RefObject<HTMLDivElement | null>
}

/**
 * Keeps a list still while somebody is at it. New rows come in by themselves when neither pointer nor focus is in the list,
 * and on request otherwise. `scope` names what is listed: when it changes, the list starts anew.
 */
export function useStableRows<Row>(
  fresh: readonly Row[] | undefined,
  keyOf: (row: Row) => string,
  scope: string,
): StableList<Row> {
  const frame = useRef<HTMLDivElement>(null)
  const [shown, setShown] = useState<{ readonly scope: string; readonly rows: readonly Row[] } | null>(null)
  const current = shown !== null && shown.scope === scope ? shown.rows : []
  const merged = fresh === undefined ? null : mergeRows(current, fresh, keyOf, false)
  useEffect(() => {
    if (fresh === undefined) return
    const isBusy = frame.current?.matches(':hover, :focus-within') === true
    setShown((before) => {
      const rows = before !== null && before.scope === scope ? before.rows : []
      return { scope, rows: mergeRows(rows, fresh, keyOf, !isBusy).rows }
    })
  }, [fresh, keyOf, scope])
  return {
    rows: merged?.rows ?? null,
    waiting: merged?.waiting ?? 0,
    letIn: () => setShown(fresh === undefined ? null : { scope, rows: fresh }),
    frame,
  }
}
