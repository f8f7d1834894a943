import type { Flags } from './flags.ts'
import type { CharacterTest } from './syntax-tree.ts'

/** A test that does not tell capital letters from small ones, if the flags say so. */
export function foldingTest(test: CharacterTest, flags: Pick<Flags, 'ignoreCase' | 'unicodeCase'>): CharacterTest {
  if (!flags.ignoreCase) return test
  return (code) => test(code) || variants(code, flags.unicodeCase).some(test)
}

/** True when two texts are equal but for capital and small letters of ASCII. */
export function equalIgnoringCase(a: string, b: string): boolean {
  return a.length === b.length && a.toLowerCase() === b.toLowerCase()
}

function variants(code: number, unicode: boolean): readonly number[] {
  if (code < 128) {
    const letter = code | 0x20
    return letter >= 0x61 && letter <= 0x7a ? [letter, letter ^ 0x20] : []
  }
  if (!unicode) return []
  const character = String.fromCodePoint(code)
  return [character.toLowerCase(), character.toUpperCase()].map((variant) => variant.codePointAt(0) ?? code)
}
