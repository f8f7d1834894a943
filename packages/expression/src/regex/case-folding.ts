import type { CaseFlags } from './flags.ts'
import type { CharacterTest } from './syntax-tree.ts'

/** A test that does not tell capital letters from small ones, if the flags say so. */
export function foldingTest(test: CharacterTest, flags: CaseFlags): CharacterTest {
  if (!flags.ignoreCase) return test
  return (code) => test(code) || variants(code, flags.unicodeCase).some(test)
}

/** True when two texts are equal, but for capital and small letters if the flags say so. */
export function equalTexts(a: string, b: string, flags: CaseFlags): boolean {
  if (a === b || !flags.ignoreCase || a.length !== b.length) return a === b
  return flags.unicodeCase ? a.toLowerCase() === b.toLowerCase() : lowerAscii(a) === lowerAscii(b)
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
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
