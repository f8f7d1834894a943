import { randomFillSync } from 'node:crypto'
import type { Clock, Ids } from '@countersign/core'

/** Digits in ASCII order, so that ids sort as the numbers they are. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const LENGTH = 22
/** 62^5: the largest power whose remainder, shifted by 16 bits, stays an exact number. */
const CHUNK = 916_132_832
const POOL_BYTES = 8192

/**
 * Ids that sort by time of creation: UUIDv7 (48 bits of milliseconds, 12 bits of a counter within the millisecond, 62 random
 * bits) written as 22 base-62 characters.
 */
export function createIds(clock: Clock): Ids {
  const pool = new Uint16Array(POOL_BYTES / 2)
  let used = pool.length
  let lastMs = 0
  let counter = 0

  function random16(): number {
    if (used >= pool.length) {
      randomFillSync(pool)
      used = 0
    }
    return pool[used++] ?? 0
  }

  return {
    next() {
      const now = clock.now()
      if (now > lastMs) {
        lastMs = now
        counter = random16() & 0x3ff
      } else {
        counter += 1
        // The counter ran over within one millisecond: borrow the next one, so that order holds.
        if (counter > 0xfff) {
          lastMs += 1
          counter = 0
        }
      }
      return base62([
        Math.floor(lastMs / 0x1_0000_0000) & 0xffff,
        Math.floor(lastMs / 0x1_0000) & 0xffff,
        lastMs & 0xffff,
        0x7000 | counter,
        0x8000 | (random16() & 0x3fff),
        random16(),
        random16(),
        random16(),
      ])
    },
  }
}

/** Writes a 128-bit number, given as eight 16-bit words, most significant first. */
export function base62(words: number[]): string {
  let text = ''
  while (text.length < LENGTH) {
    let remainder = 0
    for (let i = 0; i < words.length; i++) {
      const value = remainder * 0x1_0000 + (words[i] ?? 0)
      words[i] = Math.floor(value / CHUNK)
      remainder = value % CHUNK
    }
    for (let digit = 0; digit < 5 && text.length < LENGTH; digit++) {
      text = DIGITS.charAt(remainder % 62) + text
      remainder = Math.floor(remainder / 62)
    }
  }
  return text
}
