import type { RegexNode } from './syntax-tree.ts'

/** How many UTF-16 units a node matches. */
export interface Width {
  readonly min: number
  readonly max: number
}

/** The least and greatest number of units that a node can match; `max` is infinite when there is no limit. */
export function widthOf(node: RegexNode): Width {
  switch (node.kind) {
    case 'character':
      return { min: 1, max: 2 }
    case 'sequence': {
      const widths = node.items.map(widthOf)
      return { min: sum(widths.map(({ min }) => min)), max: sum(widths.map(({ max }) => max)) }
    }
    case 'choice': {
      const widths = node.options.map(widthOf)
      return { min: Math.min(...widths.map(({ min }) => min)), max: Math.max(...widths.map(({ max }) => max)) }
    }
    case 'group':
    case 'atomic':
      return widthOf(node.body)
    case 'reference':
      return { min: 0, max: Number.POSITIVE_INFINITY }
    case 'repeat': {
      const { min, max } = widthOf(node.body)
      return { min: min * node.min, max: max === 0 ? 0 : max * node.max }
    }
    default:
      return { min: 0, max: 0 }
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
