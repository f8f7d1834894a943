import { isSealed } from '@countersign/core'
import { defineTask, p } from '@countersign/plugin-sdk'
import { describe, expect, it } from 'vitest'
import { DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'
import { createTestEncryption } from '../../testing/test-encryption.ts'

const FLOW = `
id: sealed
namespace: company.team
inputs:
  - { id: word, type: SECRET, validator: "[a-z0-9]+" }
tasks:
  - { id: log, type: test.Log, message: "the word is {{ inputs.word }}" }
  - { id: copy, type: test.Return, value: "{{ inputs.word }}" }
  - id: gate
    type: io.kestra.plugin.core.flow.Pause
    onResume: [{ id: pin, type: SECRET }, { id: note, type: STRING, required: false }]
  - { id: both, type: test.Log, message: "{{ inputs.word }} {{ outputs.gate.onResume.pin }} {{ outputs.copy.value }}" }
  - { id: fail, type: test.Effect, text: "{{ outputs.gate.onResume.pin }}", allowFailure: true }
outputs:
  - { id: shut, type: SECRET, value: "{{ inputs.word }}" }
  - { id: open, type: STRING, value: "{{ outputs.gate.onResume.note ?? 'none' }}" }
`

/** Fails with what it was given, as careless tasks do. */
const effect = defineTask({
  type: 'test.Effect',
  title: 'Fail',
  description: 'Fails with its text.',
  properties: { text: p.string().mandatory() },
  async run(context, input) {
    context.log('INFO', `got ${input.text}`)
    throw new Error(`refused: ${input.text}`)
  },
})

const given = (values: Readonly<Record<string, string>>) =>
  new Map(Object.entries(values).map(([id, text]) => [id, { kind: 'text', text }] as const))

describe.each(DATABASES)('sealed secrets on %s', (kind) => {
  const openDatabase = useDatabase(kind)
  const open = async () => {
    const opened = await openDatabase()
    const effects = [effect]
    return {
      harness: (options: Parameters<typeof opened.harness>[0] = {}) => opened.harness({ effects, ...options }),
    }
  }

  it('lie sealed in the database, are opened where they are read, and are masked wherever people look', async () => {
    const { save, run, engine, caller, execution, messages, outputs, storage, settle, requests, taskRuns } = await (
      await open()
    ).harness()
    await save(FLOW)
    const { id } = await run('sealed', { inputs: given({ word: 'hunter2' }) })
    expect(isSealed((await execution(id)).inputs.word ?? null)).toBe(true)
    await engine.client.decide(caller, { address: { executionId: id }, inputs: given({ pin: 'geheim99' }) })
    await settle()

    const ended = await execution(id)
    expect(ended.state).toBe('WARNING')
    expect(isSealed(ended.outputs?.shut ?? null)).toBe(true)
    expect(ended.outputs?.open).toBe('none')
    expect(await messages(id)).toEqual(
      expect.arrayContaining(['the word is ******', '****** ****** ******', 'got ******', 'refused: ******']),
    )
    // As in Kestra, what a task makes of a secret is its output, in clear.
    expect(await outputs(id, 'copy')).toEqual({ value: 'hunter2' })
    const gate = await outputs(id, 'gate')
    const texts: unknown[] = [gate, await requests(id), await taskRuns(id), ended.inputs, ended.outputs]
    texts.push(await storage.audit.read('main', 0, 100), await messages(id))
    for (const text of texts) expect(JSON.stringify(text)).not.toMatch(/hunter2|geheim99/)
  })

  it('are checked in clear, and never quoted', async () => {
    const { save, run, engine, caller } = await (await open()).harness()
    await save(FLOW)
    const refused = await run('sealed', { inputs: given({ word: 'UPPER CASE' }) }).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'INPUT_INVALID' })
    expect(JSON.stringify(refused) + String(refused)).not.toContain('UPPER')
    const { inputs: reports } = await engine.client.reportInputs(
      caller.tenant,
      { namespace: 'company.team', flowId: 'sealed' },
      given({ word: 'fine' }),
    )
    expect(reports[0]).toMatchObject({ errors: [], value: undefined })
  })

  it('are refused by a server without a key', async () => {
    const { save, run, engine, caller } = await (await open()).harness({ encryption: null })
    await save(FLOW)
    await expect(run('sealed', { inputs: given({ word: 'abc' }) })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      fields: [{ field: 'word', code: 'INPUT_ENCRYPTION' }],
    })
    const put = engine.client.putSecret(caller, { namespace: 'company.team', name: 'X', value: 'y' })
    await expect(put).rejects.toMatchObject({ code: 'ENCRYPTION_MISSING' })
  })

  it('fail in words when no key opens them', async () => {
    const opened = await open()
    const first = await opened.harness({ encryption: createTestEncryption('k1') })
    await first.save(FLOW)
    const { id } = await first.run('sealed', { inputs: given({ word: 'hunter2' }) })
    await first.engine.close()
    const { engine, caller, settle, execution, messages } = await opened.harness({
      idPrefix: 'later',
      encryption: createTestEncryption('k2'),
    })
    await engine.client.decide(caller, { address: { executionId: id }, inputs: given({ pin: 'geheim99' }) })
    await settle()
    expect((await execution(id)).state).toBe('FAILED')
    expect((await messages(id)).join(' ')).toContain('None of the keys')
  })

  it('stay masked after a restart, also where they travelled into outputs', async () => {
    const opened = await open()
    const secrets = { TOKEN: 'store-secret', DB: '{"password": "in-json-secret"}' }
    const first = await opened.harness({ secrets })
    await first.save(`
id: later
namespace: company.team
inputs: [{ id: word, type: SECRET }]
tasks:
  - id: copy
    type: test.Return
    value: "{{ inputs.word }} {{ secret('TOKEN') }} {{ secret('DB', subkey='password') }}"
  - { id: gate, type: io.kestra.plugin.core.flow.Pause }
  - { id: log, type: test.Log, message: "{{ outputs.copy.value }}" }
`)
    const { id } = await first.run('later', { inputs: given({ word: 'hunter2' }) })
    await first.engine.close()
    const second = await opened.harness({ idPrefix: 'later', secrets })
    await second.engine.client.decide(second.caller, { address: { executionId: id }, inputs: null })
    await second.settle()
    expect((await second.messages(id)).at(-1)).toBe('****** ****** ******')
  })

  it('stay masked in an execution that got them handed on, also after a restart', async () => {
    const opened = await open()
    const first = await opened.harness()
    await first.save(`
id: child
namespace: company.team
inputs: [{ id: text, type: STRING }]
tasks:
  - { id: early, type: test.Log, message: "{{ inputs.text }}" }
  - { id: gate, type: io.kestra.plugin.core.flow.Pause }
  - { id: late, type: test.Log, message: "{{ inputs.text }}" }
`)
    await first.save(`
id: parent
namespace: company.team
inputs: [{ id: word, type: SECRET }]
tasks:
  - id: sub
    type: io.kestra.plugin.core.flow.Subflow
    namespace: company.team
    flowId: child
    inputs: { text: "{{ inputs.word }}" }
`)
    const { id } = await first.run('parent', { inputs: given({ word: 'hunter2' }) })
    const [child] = await first.storage.executions.liveChildren(id)
    expect(await first.messages(child ?? '')).toEqual(['******'])
    await first.engine.close()
    const second = await opened.harness({ idPrefix: 'later' })
    await second.engine.client.decide(second.caller, { address: { executionId: child ?? '' }, inputs: null })
    await second.settle()
    expect(await second.messages(child ?? '')).toEqual(['******', '******'])
  })

  it('are not opened for people who try expressions', async () => {
    const { save, run, engine } = await (await open()).harness()
    await save(FLOW)
    const { id } = await run('sealed', { inputs: given({ word: 'hunter2' }) })
    expect(await engine.client.evaluate('main', id, '{{ inputs.word }} {{ inputs }}')).toEqual({
      result: '****** {"word":"******"}',
    })
  })
})
