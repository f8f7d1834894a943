import { describe, expect, it } from 'vitest'
import { AWKWARD, failedExecution } from '../../../testing/execution-summary.ts'
import type { ExecutionReport } from '../../execution-report/execution-report.ts'
import { htmlOf, plainTextOf } from './mail-report.ts'

const report: ExecutionReport = {
  summary: failedExecution(),
  title: '[company.team] vacation_request ➛ FAILED',
  sentence: 'Failed on task update_hr after 1 min 5 s',
  facts: [
    { name: 'Flow ID', value: 'vacation_request' },
    { name: '<b>', value: AWKWARD },
  ],
  customMessage: AWKWARD,
  mood: 'bad',
}

describe('The mail about an execution', () => {
  it('escapes every value in its page', () => {
    const html = htmlOf(report)
    expect(html).toContain('<td>say &quot;hi&quot;\n&lt;b&gt;&amp;amp;&lt;/b&gt;')
    expect(html).toContain(`<a href="${report.summary.url}">Details</a>`)
    expect(html).not.toContain('<b>')
  })

  it('tells the same without one', () => {
    expect(plainTextOf({ ...report, customMessage: undefined })).toBe(
      [report.title, report.sentence, '', 'Flow ID: vacation_request', `<b>: ${AWKWARD}`, '', report.summary.url].join(
        '\n',
      ),
    )
    expect(plainTextOf(report).startsWith(`${AWKWARD}\n\n[company.team]`)).toBe(true)
  })
})
