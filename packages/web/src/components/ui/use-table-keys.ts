import { type RefObject, useEffect, useRef } from 'react'

/**
 * `j` and `k` move the focus from one row's link to the next, so that `enter` is the browser's own. `x` calls `onToggle`
 * with the key of the focused row. Typing in a control, or with a modifier held, is left alone.
 */
export function useTableKeys(onToggle?: (rowKey: string) => void): RefObject<HTMLTableElement | null> {
  const table = useRef<HTMLTableElement>(null)
  const toggle = useRef(onToggle)
  useEffect(() => {
    toggle.current = onToggle
  })
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (table.current === null || isTyping(event)) return
      const rows = [...table.current.querySelectorAll<HTMLTableRowElement>('tr[data-row]')]
      const current = rows.findIndex((row) => row.contains(document.activeElement))
      if (event.key === 'j' || event.key === 'k') {
        const next = event.key === 'j' ? Math.min(current + 1, rows.length - 1) : Math.max(current - 1, 0)
        rows[next]?.querySelector<HTMLElement>('a, button')?.focus()
        rows[next]?.scrollIntoView({ block: 'nearest' })
      } else if (event.key === 'x') {
        const key = rows[current]?.dataset.row
        if (key !== undefined) toggle.current?.(key)
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return table
}

/** True when a key press is meant for a control or for the browser. */
function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true
  const target = event.target
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.matches('input:not([type="checkbox"]), textarea, select, [role="dialog"] *')
}
