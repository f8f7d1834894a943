import type { Attempt, State, StateEntry } from '@countersign/core'

/** Histories are most of a row's length: pairs instead of objects halve it. Plain JSON, as states and instants need no more. */
export function toHistoriesText(histories: readonly StateEntry[]): string {
  return JSON.stringify(histories.map(toPair))
}

export function fromHistoriesText(text: string): readonly StateEntry[] {
  // The column holds what `toHistoriesText` wrote.
  return (JSON.parse(text) as [State, number][]).map(fromPair)
}

interface StoredAttempt {
  readonly state: State
  readonly histories: readonly [State, number][]
  readonly failure?: Attempt['failure']
}

export function toAttemptsText(attempts: readonly Attempt[]): string {
  if (attempts.length === 0) return '[]'
  return JSON.stringify(
    attempts.map(({ state, histories, failure }): StoredAttempt => {
      const stored = { state, histories: histories.map(toPair) }
      return failure === null ? stored : { ...stored, failure }
    }),
  )
}

export function fromAttemptsText(text: string): readonly Attempt[] {
  if (text === '[]') return []
  // The column holds what `toAttemptsText` wrote.
  return (JSON.parse(text) as StoredAttempt[]).map(({ state, histories, failure = null }) => ({
    state,
    histories: histories.map(fromPair),
    failure,
  }))
}

function toPair({ state, at }: StateEntry): [State, number] {
  return [state, at]
}

function fromPair([state, at]: readonly [State, number]): StateEntry {
  return { state, at }
}
