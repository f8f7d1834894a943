/** Numbers that look random and come out the same for the same seed, so that a repeated rendering repeats them. */
export interface SeededRandom {
  /** From 0 (inclusive) to 1 (exclusive). */
  next(): number
  /** A version 7 UUID for the instant. */
  uuid(now: number): string
}

/** A generator (sfc32) seeded with a text; not for secrets. */
export function createSeededRandom(seed: string): SeededRandom {
  let [a, b, c, d] = hash(seed)

  function next32(): number {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return sum >>> 0
  }

  for (let warm = 0; warm < 12; warm++) next32()
  return {
    next: () => next32() / 0x1_0000_0000,
    uuid(now) {
      const time = Math.floor(now).toString(16).padStart(12, '0')
      const randA = (0x7000 | (next32() & 0xfff)).toString(16)
      const randB = (0x8000 | (next32() & 0x3fff)).toString(16)
      const tail = next32().toString(16).padStart(8, '0') + (next32() & 0xffff).toString(16).padStart(4, '0')
      return `${time.slice(0, 8)}-${time.slice(8)}-${randA}-${randB}-${tail}`
    },
  }
}

/** Four 32-bit words of a text (FNV-1a with four offsets). */
function hash(text: string): [number, number, number, number] {
  const words: [number, number, number, number] = [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b]
  for (let at = 0; at < text.length; at++) {
    for (let word = 0; word < 4; word++)
      words[word] = Math.imul((words[word] ?? 0) ^ (text.charCodeAt(at) + word), 0x01000193)
  }
  return words
}
