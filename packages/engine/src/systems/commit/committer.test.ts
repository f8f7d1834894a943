import type { CommitOutcome, CommitUnit } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { createRecordingLogger } from '../../testing/recording-logger.ts'
import { createActivity } from '../activity.ts'
import { createCommitter } from './committer.ts'

function unitNamed(id: string): CommitUnit {
  return { guards: [], writes: [{ kind: 'timer-disarm', id }], audit: [] }
}

function nameOf(unit: CommitUnit | undefined): string {
  const write = unit?.writes[0]
  return write?.kind === 'timer-disarm' ? write.id : '?'
}

/** A store that writes nothing: it notes the groups and answers as it is told. */
function fakeStore(answer: (names: readonly string[]) => Promise<readonly CommitOutcome[]> | readonly CommitOutcome[]) {
  const groups: string[][] = []
  return {
    groups,
    commit: async (units: readonly CommitUnit[]) => {
      const names = units.map(nameOf)
      groups.push(names)
      return answer(names)
    },
  }
}

const allCommitted = (names: readonly string[]): readonly CommitOutcome[] => names.map(() => 'committed')

function committerOver(commits: ReturnType<typeof fakeStore>, afterCommit: (unit: CommitUnit) => void = () => {}) {
  const activity = createActivity()
  const logger = createRecordingLogger()
  return { activity, committer: createCommitter({ commits, activity, logger, afterCommit, maxGroupUnits: 3 }) }
}

describe('committer', () => {
  it('writes what is queued in the same moment in one group', async () => {
    const store = fakeStore(allCommitted)
    const { committer } = committerOver(store)
    await Promise.all(['a', 'b', 'c'].map((name) => committer.commit(unitNamed(name))))
    expect(store.groups).toEqual([['a', 'b', 'c']])
  })

  it('keeps one group in flight and collects the next meanwhile, up to the maximum size', async () => {
    let release = () => {}
    let inFlight = 0
    const store = fakeStore(async (names) => {
      inFlight += 1
      expect(inFlight).toBe(1)
      if (names.includes('first')) await new Promise<void>((resolve) => (release = resolve))
      inFlight -= 1
      return allCommitted(names)
    })
    const { committer } = committerOver(store)
    const first = committer.commit(unitNamed('first'))
    await expect.poll(() => store.groups.length).toBe(1)
    const rest = ['a', 'b', 'c', 'd'].map((name) => committer.commit(unitNamed(name)))
    release()
    await Promise.all([first, ...rest])
    expect(store.groups).toEqual([['first'], ['a', 'b', 'c'], ['d']])
  })

  it('tells each unit its own outcome, and lets only committed ones take effect', async () => {
    const store = fakeStore((names) => names.map((name) => (name === 'late' ? 'stale' : 'committed')))
    const effects: string[] = []
    const { committer } = committerOver(store, (unit) => effects.push(nameOf(unit)))
    const applied: string[] = []
    const outcomes = await Promise.all(
      ['early', 'late'].map((name) => committer.commit(unitNamed(name), () => applied.push(name))),
    )
    expect(outcomes).toEqual(['committed', 'stale'])
    expect(applied).toEqual(['early'])
    expect(effects).toEqual(['early'])
  })

  it('writes a refused group unit by unit, so that one bad unit fails alone', async () => {
    const store = fakeStore((names) => {
      if (names.includes('bad')) throw new Error('constraint')
      return allCommitted(names)
    })
    const { committer } = committerOver(store)
    const results = await Promise.allSettled(['good', 'bad', 'fine'].map((name) => committer.commit(unitNamed(name))))
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })

  it('flushes everything that was queued, and is idle afterwards', async () => {
    const store = fakeStore(allCommitted)
    const { committer, activity } = committerOver(store)
    for (const name of ['a', 'b', 'c', 'd', 'e']) void committer.commit(unitNamed(name))
    await committer.flush()
    await activity.idle()
    expect(store.groups.flat()).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('refuses what is queued, and everything after it, once it is stopped', async () => {
    const store = fakeStore(allCommitted)
    const { committer } = committerOver(store)
    const queued = committer.commit(unitNamed('queued'))
    committer.stop(new Error('lost the lock'))
    await expect(queued).rejects.toThrow('lost the lock')
    await expect(committer.commit(unitNamed('after'))).rejects.toThrow('lost the lock')
    expect(store.groups).toEqual([])
  })
})
