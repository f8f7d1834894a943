import type { WireState } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { historySpans, runMs } from './spans.ts'
import { barOf } from './time-bar.ts'

const at = (second: number) => new Date(Date.UTC(2026, 10, 24, 12, 0, second)).toISOString()
const now = Date.UTC(2026, 10, 24, 12, 1, 0)

const running: WireState = {
  current: 'RUNNING',
  histories: [
    { state: 'CREATED', date: at(0) },
    { state: 'RUNNING', date: at(1) },
  ],
  startDate: at(0),
}
const ended: WireState = {
  current: 'SUCCESS',
  histories: [...running.histories, { state: 'SUCCESS', date: at(11) }],
  startDate: at(0),
  endDate: at(11),
}
const paused: WireState = {
  current: 'PAUSED',
  histories: [...running.histories, { state: 'PAUSED', date: at(2) }],
  startDate: at(0),
  endDate: at(2),
}

describe('how long something has run', () => {
  it('is until its end', () => expect(runMs(ended, now)).toBe(11_000))
  it('is until now while it runs, and while it is paused', () => {
    expect(runMs(running, now)).toBe(60_000)
    expect(runMs(paused, now)).toBe(60_000)
  })
  it('is never negative, whatever the clocks say', () => expect(runMs(running, now - 120_000)).toBe(0))
})

describe('the history of states', () => {
  it('says how long each lasted; the last one goes on until now', () => {
    expect(historySpans(paused, now).map(({ state, ms }) => [state, ms])).toEqual([
      ['CREATED', 1_000],
      ['RUNNING', 1_000],
      ['PAUSED', 58_000],
    ])
  })

  it('gives the end no length', () => {
    expect(historySpans(ended, now).at(-1)).toMatchObject({ state: 'SUCCESS', ms: 0, last: true })
  })
})

describe('the bar of a task run', () => {
  it('lies within its execution', () => {
    const run: WireState = { ...ended, startDate: at(5), endDate: at(8) }
    const bar = barOf(run, ended, now)
    expect(Math.round(bar.left)).toBe(45)
    expect(Math.round(bar.width)).toBe(27)
  })

  it('is full in an execution that took no time', () => {
    expect(barOf(ended, { ...ended, endDate: at(0) }, now)).toEqual({ left: 0, width: 100 })
  })
})
