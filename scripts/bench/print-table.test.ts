import { expect, test } from 'vitest'
import { printTable } from './print-table.ts'

test('Numbers are set to the right with thousands separated, texts to the left', () => {
  const text = printTable({
    title: 'Rendering',
    rows: [
      { template: 'plain', 'renders/s': 2_400_000.4, p50: 0.125 },
      { template: 'loop over a list', 'renders/s': 9, p50: 12 },
    ],
  })

  expect(text.split('\n')).toEqual([
    'Rendering',
    'template          renders/s   p50',
    '────────────────  ─────────  ────',
    'plain             2,400,000  0.13',
    'loop over a list          9    12',
  ])
})

test('A table without rows is only its title', () => {
  expect(printTable({ title: 'Nothing', rows: [] }).trim()).toBe('Nothing')
})
