import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { referencePages } from '../../scripts/reference/pages.ts'

describe('the reference pages', () => {
  for (const [name, text] of Object.entries(referencePages())) {
    it(`${name} says what the code says; write it anew with npm run reference`, () => {
      expect(readFileSync(new URL(`../../docs/reference/${name}`, import.meta.url), 'utf8')).toBe(text)
    })
  }
})
