import { describe, expect, it } from 'vitest'
import { parseInstant, parseTimeRange } from './filter-value.ts'
import { type FilterSource, parseFilters } from './parse-filters.ts'

const now = Date.UTC(2026, 10, 24, 9)

function parse(query: FilterSource['query'], more: Partial<FilterSource> = {}) {
  return parseFilters({ resource: 'executions', query, now, ...more })
}

function problemsOf(query: FilterSource['query'], more: Partial<FilterSource> = {}) {
  return parse(query, more).problems.map(({ field, category, code }) => `${category} ${code} ${field}`)
}

describe('filters in brackets', () => {
  it('read field, operation and value', () => {
    expect(parse({ 'filters[flowId][STARTS_WITH]': 'pl' })).toEqual({
      filters: [{ field: 'flowId', operation: 'STARTS_WITH', values: ['pl'], key: null }],
      problems: [],
    })
  })

  it('read lists of IN and the key of a label', () => {
    expect(
      parse({ 'filters[state][IN]': 'failed, PAUSED', 'filters[labels][NOT_EQUALS][team]': 'a,b' }).filters,
    ).toEqual([
      { field: 'state', operation: 'IN', values: ['FAILED', 'PAUSED'], key: null },
      { field: 'labels', operation: 'NOT_EQUALS', values: ['a,b'], key: 'team' },
    ])
  })

  it('take a filter without operation as EQUALS, where Kestra ignores it', () => {
    expect(parse({ 'filters[flowId]': 'zzz' }).filters).toEqual([
      { field: 'flowId', operation: 'EQUALS', values: ['zzz'], key: null },
    ])
  })

  it('read a label written as key:value, where Kestra answers 500', () => {
    expect(parse({ 'filters[labels][EQUALS]': 'team:ops' }).filters).toEqual([
      { field: 'labels', operation: 'EQUALS', values: ['ops'], key: 'team' },
    ])
    expect(problemsOf({ 'filters[labels][EQUALS]': 'ops' })).toEqual(['invalid FILTER_LABEL filters[labels][EQUALS]'])
  })

  it('keep two filters on one field: both must hold', () => {
    expect(parse({ 'filters[flowId][EQUALS]': ['plain', 'fail'] }).filters.map(({ values }) => values)).toEqual([
      ['plain'],
      ['fail'],
    ])
  })

  it('refuse unknown words with 422, what a search cannot do with 400', () => {
    expect(problemsOf({ 'filters[colour][EQUALS]': 'x' })).toEqual(['invalid FILTER_FIELD filters[colour][EQUALS]'])
    expect(problemsOf({ 'filters[FLOW_ID][EQUALS]': 'x' })).toEqual(['invalid FILTER_FIELD filters[FLOW_ID][EQUALS]'])
    expect(problemsOf({ 'filters[flowId][NEAR]': 'x' })).toEqual(['invalid FILTER_OPERATION filters[flowId][NEAR]'])
    expect(problemsOf({ 'filters[state][EQUALS]': 'NOPE' })).toEqual(['invalid FILTER_VALUE filters[state][EQUALS]'])
    expect(problemsOf({ 'filters[state][CONTAINS]': 'PA' })).toEqual([
      'malformed FILTER_OPERATION filters[state][CONTAINS]',
    ])
    expect(problemsOf({ 'filters[workerId][EQUALS]': 'x' })).toEqual([
      'malformed FILTER_FIELD filters[workerId][EQUALS]',
    ])
    expect(problemsOf({ 'filters[toString][EQUALS]': 'x' })).toEqual(['invalid FILTER_FIELD filters[toString][EQUALS]'])
    expect(problemsOf({ 'filters[or][0][state][EQUALS]': 'x' })).toEqual([
      'invalid FILTER_SYNTAX filters[or][0][state][EQUALS]',
    ])
  })

  it('turn a time range into a start date', () => {
    expect(parse({ 'filters[timeRange][EQUALS]': 'PT1H' }).filters).toEqual([
      { field: 'startDate', operation: 'GREATER_THAN_OR_EQUAL_TO', values: ['2026-11-24T08:00:00.000Z'], key: null },
    ])
  })

  it('know what flows can be filtered by', () => {
    expect(problemsOf({ 'filters[state][EQUALS]': 'PAUSED' }, { resource: 'flows' })).toEqual([
      'malformed FILTER_FIELD filters[state][EQUALS]',
    ])
    expect(parse({ 'filters[flowId][EQUALS]': 'f1' }, { resource: 'flows' }).problems).toEqual([])
  })
})

describe('the other forms', () => {
  it('are read from the JSON of the SDK, with its names', () => {
    const filters =
      '{"field":"FLOW_ID","operation":"EQUALS","value":"fail"},{"field":"STATE","operation":"IN","value":["FAILED"]}'
    expect(parse({ filters }).filters).toEqual([
      { field: 'flowId', operation: 'EQUALS', values: ['fail'], key: null },
      { field: 'state', operation: 'IN', values: ['FAILED'], key: null },
    ])
    expect(problemsOf({ filters: 'flowId=x' })).toEqual(['invalid FILTER_SYNTAX filters'])
    expect(problemsOf({ filters: '{"colour":1}' })).toEqual(['invalid FILTER_FIELD filters'])
  })

  it('are read from a body in addition to the query', () => {
    const body = {
      filters: [
        { field: 'NAMESPACE', operation: 'PREFIX', value: 'a.b' },
        { field: 'LABELS', operation: 'EQUALS', value: { team: 'ops' } },
      ],
    }
    expect(parse({ 'filters[state][EQUALS]': 'PAUSED' }, { body }).filters).toEqual([
      { field: 'state', operation: 'EQUALS', values: ['PAUSED'], key: null },
      { field: 'namespace', operation: 'PREFIX', values: ['a.b'], key: null },
      { field: 'labels', operation: 'EQUALS', values: ['ops'], key: 'team' },
    ])
  })

  it('refuse a body that is something else, since passing over it could hit everything', () => {
    expect(problemsOf({}, { body: { namespace: 'a.b' } })).toEqual(['invalid FILTER_SYNTAX filters'])
    expect(problemsOf({}, { body: ['id'] })).toEqual(['invalid FILTER_SYNTAX filters'])
    expect(problemsOf({}, { body: { filters: { field: 'STATE' } } })).toEqual(['invalid FILTER_SYNTAX filters'])
    expect(parse({}, { body: { filters: [] } })).toEqual({ filters: [], problems: [] })
    expect(parse({}, { body: undefined })).toEqual({ filters: [], problems: [] })
  })
})

describe('classic parameters', () => {
  it('mean what they mean in Kestra', () => {
    const { filters, problems } = parse({
      q: 'plain',
      namespace: 'rec',
      flowId: 'f',
      state: ['FAILED', 'PAUSED,RUNNING'],
      labels: ['team:a,b', 'env:prod'],
      startDate: '2026-01-01T00:00Z',
      endDate: '2026-02-01T00:00:00+01:00',
      scope: 'user',
      childFilter: 'MAIN',
      triggerExecutionId: 'e1',
      page: '1',
    })
    expect(problems).toEqual([])
    expect(filters.map(({ field, operation, values, key }) => [field, operation, values.join('|'), key])).toEqual([
      ['q', 'EQUALS', 'plain', null],
      ['scope', 'EQUALS', 'USER', null],
      ['namespace', 'PREFIX', 'rec', null],
      ['flowId', 'EQUALS', 'f', null],
      ['startDate', 'GREATER_THAN_OR_EQUAL_TO', '2026-01-01T00:00:00.000Z', null],
      ['endDate', 'LESS_THAN_OR_EQUAL_TO', '2026-01-31T23:00:00.000Z', null],
      ['state', 'IN', 'FAILED|PAUSED|RUNNING', null],
      ['labels', 'EQUALS', 'a,b', 'team'],
      ['labels', 'EQUALS', 'prod', 'env'],
      ['triggerExecutionId', 'EQUALS', 'e1', null],
      ['childFilter', 'EQUALS', 'MAIN', null],
    ])
  })

  it('leave out what matches everything: `q=*`, both scopes, empty texts', () => {
    expect(parse({ q: '*', scope: 'USER,SYSTEM', namespace: '', state: '' })).toEqual({ filters: [], problems: [] })
  })

  it('are ignored beside brackets in a search, and count in a call that changes something', () => {
    const query = { 'filters[flowId][EQUALS]': 'plain', state: 'FAILED' }
    expect(parse(query).filters.map(({ field }) => field)).toEqual(['flowId'])
    expect(parse(query, { combineAll: true }).filters.map(({ field }) => field)).toEqual(['flowId', 'state'])
  })

  it('refuse wrong values, dates the wrong way round, and a range beside dates', () => {
    expect(problemsOf({ state: 'NOPE' })).toEqual(['invalid FILTER_VALUE state'])
    expect(problemsOf({ labels: 'nocolon' })).toEqual(['invalid FILTER_LABEL labels'])
    expect(problemsOf({ labels: 'a:' })).toEqual(['invalid FILTER_LABEL labels'])
    expect(problemsOf({ timeRange: 'P1Y' })).toEqual(['invalid FILTER_VALUE timeRange'])
    expect(problemsOf({ timeRange: 'PT1H', startDate: '2026-11-23T05:54:17Z' })).toEqual([
      'invalid FILTER_CONFLICT timeRange',
    ])
    expect(problemsOf({ startDate: '2026-02-01T00:00:00Z', endDate: '2026-01-01T00:00:00Z' })).toEqual([
      'invalid FILTER_CONFLICT startDate',
    ])
  })

  it('do not touch parameters of executions in a search for flows', () => {
    expect(parse({ state: 'NOPE', namespace: 'a', labels: 'x:y' }, { resource: 'flows' })).toEqual({
      filters: [
        { field: 'namespace', operation: 'PREFIX', values: ['a'], key: null },
        { field: 'labels', operation: 'EQUALS', values: ['y'], key: 'x' },
      ],
      problems: [],
    })
  })
})

describe('values', () => {
  it.each([
    ['2020-01-01T00:00:00Z', Date.UTC(2020, 0, 1)],
    ['2020-01-01T00:00:00', Date.UTC(2020, 0, 1)],
    ['2020-01-01T00:00', Date.UTC(2020, 0, 1)],
    ['2020-01-01T02:00:00.123456789+0200', Date.UTC(2020, 0, 1, 0, 0, 0, 123)],
    ['2020-01-01T02:00:00.5 02:00', Date.UTC(2020, 0, 1, 0, 0, 0, 500)],
    ['2020-01-01', null],
    ['2020-13-01T00:00:00Z', null],
    ['tomorrow', null],
  ])('instant %s', (text, expected) => {
    expect(parseInstant(text)).toBe(expected)
  })

  it.each([
    ['PT24H', 86_400_000],
    ['P1D', 86_400_000],
    ['P1DT1H1M1.5S', 90_061_500],
    ['P1Y', null],
    ['P', null],
    ['PT', null],
    ['24h', null],
  ])('duration %s', (text, expected) => {
    expect(parseTimeRange(text)).toBe(expected)
  })
})
