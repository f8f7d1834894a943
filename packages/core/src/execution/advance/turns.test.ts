import { describe, expect, it } from 'vitest'
import { live, STORIES, type Story, storyOf } from '../stories.testsuite.ts'

describe.each(STORIES.map((story) => [story.name, story] as const))('%s', (_, story) => {
  const whole = live(story)

  it('ends', () => {
    expect(whole.rows.execution).toMatchObject({ unfinishedTurn: false, progress: { branch: 'done', active: 0 } })
  })

  it('comes out the same wherever a turn is cut', () => {
    const cuts = cutAtEveryStep(story)
    expect(cuts).toBeGreaterThan(2)
  })

  it('comes out the same when every step is a turn', () => {
    expect(storyOf(live(story, { shouldYield: () => true }))).toEqual(storyOf(whole))
  })

  it('comes out the same when only what lives is in memory', () => {
    expect(storyOf(live(story, { complete: false }))).toEqual(storyOf(whole))
    expect(storyOf(live(story, { complete: false, shouldYield: () => true }))).toEqual(storyOf(whole))
  })
})

/** Lives the story once for each step after which a turn can be cut, and gives their number. */
function cutAtEveryStep(story: Story): number {
  const whole = storyOf(live(story))
  for (let at = 1; ; at++) {
    let steps = 0
    const cut = live(story, { shouldYield: () => ++steps === at })
    expect(storyOf(cut)).toEqual(whole)
    if (steps < at) return at
  }
}
