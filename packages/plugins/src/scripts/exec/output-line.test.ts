import { toJsonText } from '@countersign/plugin-sdk'
import { describe, expect, it } from 'vitest'
import { parseOutputLine } from './output-line.ts'

describe('Output lines of programs', () => {
  it('keep the digits of numbers', () => {
    const outputs = '{"id":9007199254740993,"share":1.0}'
    expect(toJsonText(parseOutputLine(`::{"outputs":${outputs}}::`)?.outputs ?? null)).toBe(outputs)
  })

  it('measure with numbers of every kind', () => {
    const line =
      '::{"metrics":[{"name":"a","type":"gauge","value":9007199254740993},{"name":"b","type":"timer","value":2.0}]}::'
    expect(parseOutputLine(line)?.metrics).toEqual([
      { name: 'a', type: 'gauge', value: 9_007_199_254_740_992, tags: {} },
      { name: 'b', type: 'timer', value: 2_000, tags: {} },
    ])
  })

  it('are lines like any other when they are no JSON of a map', () => {
    expect(['::{"outputs":}::', '::[1]::', '{"outputs":{}}', '::{"a":1}:: x'].map(parseOutputLine)).toEqual(
      Array.from({ length: 4 }),
    )
  })
})
