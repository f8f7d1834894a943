import { isAppError } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'

/** A flow whose checks are these lines. */
function checked(...checks: readonly string[]): string {
  return [
    'id: checked',
    'namespace: company.team',
    'inputs: [{ id: n, type: INT }]',
    'checks:',
    ...checks.map((check) => `  - { ${check} }`),
    'tasks: [{ id: a, type: test.Log, message: a }]',
    'errors: [{ id: e, type: test.Log, message: e }]',
    'afterExecution: [{ id: after, type: test.Log, message: "after {{ execution.state }}" }]',
  ].join('\n')
}

const ABOVE_FIVE = 'condition: "{{ inputs.n > 5 }}", message: n must be more than five'

describe.each(DATABASES)('checks of a flow on %s', (kind) => {
  const open = useDatabase(kind)

  it('that do not hold block the execution: nothing is created (case ck-block)', async () => {
    const { save, run, storage, audit, messages } = await (await open()).harness()
    await save(checked(ABOVE_FIVE, 'condition: "{{ inputs.n % 2 == 1 }}", message: and odd'))
    const refusal = await run('checked', { values: { n: 4 } }).catch((error: unknown) => error)
    expect(isAppError(refusal) && refusal.code).toBe('EXECUTION_BLOCKED')
    expect(isAppError(refusal) && refusal.fields.map(({ field, message }) => [field, message])).toEqual([
      ['', 'n must be more than five'],
      ['', 'and odd'],
    ])
    expect((await storage.executions.search('main', {}, { page: 1, size: 10, sort: [] })).total).toBe(0)
    expect(await audit()).toEqual(['flow.created'])
    const { id } = await run('checked', { values: { n: 7 } })
    expect(await messages(id)).toEqual(['a', 'after SUCCESS'])
  })

  it('may let it end FAILED before its first task (case ck-fail)', async () => {
    const { save, run, execution, messages, storage } = await (await open()).harness()
    await save(checked(`${ABOVE_FIVE}, behavior: FAIL_EXECUTION`))
    const { id } = await run('checked', { values: { n: 3 } })
    const ended = await execution(id)
    expect(ended).toMatchObject({ state: 'FAILED', inputs: { n: 3 }, attemptNumber: 1 })
    expect(ended.histories.map(({ state }) => state)).toEqual(['CREATED', 'FAILED'])
    expect(await messages(id)).toEqual(['after FAILED'])
    const events = await storage.audit.read('main', 0, 100)
    expect(events.find(({ action }) => action === 'execution.created')?.body).toMatchObject({
      refusedBy: ['n must be more than five'],
    })
  })

  it('may only be shown', async () => {
    const { save, run, execution, engine } = await (await open()).harness()
    await save(checked(`${ABOVE_FIVE}, behavior: CREATE_EXECUTION, style: WARNING`))
    const { id } = await run('checked', { values: { n: 3 } })
    expect((await execution(id)).state).toBe('SUCCESS')
    const flow = { namespace: 'company.team', flowId: 'checked' }
    const report = (n: string) => engine.client.reportInputs('main', flow, new Map([['n', { kind: 'text', text: n }]]))
    expect((await report('3')).checks).toMatchObject([{ message: 'n must be more than five', style: 'WARNING' }])
    expect((await report('6')).checks).toEqual([])
    // A wrong input says so itself.
    expect((await report('three')).checks).toEqual([])
  })

  it('are looked at with keys and secrets, and what they read is not told', async () => {
    const { save, run } = await (await open()).harness({ secrets: { LIMIT: 'topsecret' } })
    await save(checked(`condition: "{{ secret('LIMIT') | number('INT') > 5 }}", message: limit`))
    const refusal = await run('checked', { values: { n: 3 } }).catch((error: unknown) => error)
    expect(isAppError(refusal) && refusal.code).toBe('EXECUTION_BLOCKED')
    expect(isAppError(refusal) && refusal.message).not.toContain('topsecret')
  })

  it('refuse the child of a Subflow as well', async () => {
    const { save, run, execution, messages } = await (await open()).harness()
    await save(checked(ABOVE_FIVE))
    await save(`
id: parent
namespace: company.team
tasks:
  - { id: sub, type: io.kestra.plugin.core.flow.Subflow, namespace: company.team, flowId: checked, inputs: { n: 1 } }
`)
    const { id } = await run('parent')
    expect((await execution(id)).state).toBe('FAILED')
    expect((await messages(id)).join()).toContain('n must be more than five')
  })

  it('make the parent of a child fail that they let end FAILED', async () => {
    const { save, run, execution, states } = await (await open()).harness()
    await save(checked(`${ABOVE_FIVE}, behavior: FAIL_EXECUTION`))
    await save(`
id: parent
namespace: company.team
tasks:
  - { id: sub, type: io.kestra.plugin.core.flow.Subflow, namespace: company.team, flowId: checked, inputs: { n: 1 } }
`)
    const { id } = await run('parent')
    expect((await execution(id)).state).toBe('FAILED')
    expect(await states(id)).toEqual(['sub FAILED'])
  })
})
