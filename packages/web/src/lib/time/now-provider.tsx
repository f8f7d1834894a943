import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

/** How often relative times are told anew. */
const TICK_MS = 20_000

const NowContext = createContext<number | null>(null)

/** Gives the whole page one current time, told anew every twenty seconds while it is visible. */
export function NowProvider({ children }: { readonly children: ReactNode }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const tick = () => {
      if (document.visibilityState === 'visible') setNow(Date.now())
    }
    const timer = window.setInterval(tick, TICK_MS)
    document.addEventListener('visibilitychange', tick)
    return () => {
      window.clearInterval(timer)
      document.removeEventListener('visibilitychange', tick)
    }
  }, [])
  return <NowContext value={now}>{children}</NowContext>
}

/**
 * The current time in milliseconds. `at`, an instant that is shown, may be later than the last tick: then it is now.
 */
export function useNow(at: number | null = null): number {
  const ticked = useContext(NowContext) ?? Date.now()
  return at !== null && at > ticked && at <= Date.now() ? at : ticked
}
