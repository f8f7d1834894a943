import { describe, expect, it } from 'vitest'
import { didYouMean, nearestName } from './did-you-mean.ts'

describe('nearestName', () => {
  it('finds a name with a letter too many, too few, changed or swapped', () => {
    const names = ['message', 'level', 'description']
    expect(nearestName('mesage', names)).toBe('message')
    expect(nearestName('messagee', names)).toBe('message')
    expect(nearestName('lebel', names)).toBe('level')
    expect(nearestName('lveel', names)).toBe('level')
    expect(nearestName('LEVEL', names)).toBe('level')
  })

  it('finds nothing when no name is near', () => {
    expect(nearestName('colour', ['message', 'level'])).toBeNull()
    expect(nearestName('x', [])).toBeNull()
  })

  it('makes a sentence of it', () => {
    expect(didYouMean('mesage', ['message'])).toBe('Did you mean `message`?')
    expect(didYouMean('zzz', ['message'])).toBeUndefined()
  })
})
