import { expect, it } from 'vitest'
import { EXECUTION_SORT_FIELDS, parseSort } from './parse-sort.ts'

it('reads fields and directions; anything but asc means descending', () => {
  expect(parseSort(['state.startDate:desc', 'id:asc', 'flowId:up'], EXECUTION_SORT_FIELDS)).toEqual({
    sort: [
      { field: 'state.startDate', descending: true },
      { field: 'id', descending: false },
      { field: 'flowId', descending: true },
    ],
    problems: [],
  })
})

it('refuses unknown fields and items without exactly one colon', () => {
  const { sort, problems } = parseSort(['nope:asc', 'id', 'id:asc:desc'], EXECUTION_SORT_FIELDS)
  expect(sort).toEqual([])
  expect(problems.map(({ category, code }) => `${category} ${code}`)).toEqual(Array(3).fill('invalid SORT_INVALID'))
})
