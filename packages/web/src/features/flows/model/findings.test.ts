import type { FlowValidation, WireDiagnostic } from '@countersign/contract'
import { ApiError } from '@countersign/contract/client'
import { describe, expect, it } from 'vitest'
import { findingsOf, findingsOfError } from './findings.ts'

const at = (line: number, severity: WireDiagnostic['severity']): WireDiagnostic => ({
  code: 'C',
  severity,
  message: `line ${line}`,
  path: '',
  range: { line, column: 1, endLine: line, endColumn: 2 },
})
const result = (more: Partial<FlowValidation>): FlowValidation => ({ index: 0, outdated: false, ...more })

describe('findings about a source', () => {
  it('stand in the order of their weight, then of their lines', () => {
    const found = findingsOf([result({ diagnostics: [at(9, 'warning'), at(7, 'error'), at(2, 'error')] })])
    expect(found.map(({ message }) => message)).toEqual(['line 2', 'line 7', 'line 9'])
  })

  it('are read from the words of a server that gives no places', () => {
    const found = findingsOf([result({ constraints: 'a\nb\n', warnings: ['c'], infos: [] })])
    expect(found.map(({ severity, message }) => `${severity} ${message}`)).toEqual(['error a', 'error b', 'warning c'])
  })

  it('come with a refused save too', () => {
    const body = { diagnostics: [at(3, 'error')] }
    expect(findingsOfError(new ApiError({ status: 422, code: 'FLOW_INVALID', message: 'm', body }))).toHaveLength(1)
    expect(findingsOfError(new ApiError({ status: 404, code: 'FLOW_NOT_FOUND', message: 'm' }))).toEqual([])
    expect(findingsOfError(new Error('bug'))).toEqual([])
  })
})
