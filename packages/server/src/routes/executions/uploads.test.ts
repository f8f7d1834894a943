import { existsSync, readdirSync } from 'node:fs'
import { bytesOf } from '@countersign/core/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestForm } from '../../testing/test-app.ts'

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
  await test.saveFlow(`
id: needs_file
namespace: team.files
inputs:
  - { id: f, type: FILE, allowedFileExtensions: [.csv, .upl] }
  - { id: s, type: STRING, required: false }
tasks:
  - { id: r, type: io.kestra.plugin.core.debug.Return, format: "{{ read(inputs.f) }}" }
  - { id: p, type: io.kestra.plugin.core.flow.Pause, onResume: [{ id: g, type: FILE }, { id: n, type: INT, required: false }] }
  - { id: t, type: io.kestra.plugin.core.debug.Return, format: "{{ read(outputs.p.onResume.g) }}" }
`)
})
afterAll(() => test.close())

const FLOW = '/api/v1/main/executions/team.files/needs_file'
const file = (filename: string, content = 'a,b') => ({ filename, content })
const create = (form: TestForm, path = '') => test.send({ method: 'POST', url: `${FLOW}${path}`, form })
const stored = async () => (await test.files.list('main', 'kestra:///')).map((one) => one.uri)

/** What requests left below the directory in which their files wait. */
function waiting(): readonly string[] {
  const { workDirectory } = test
  return existsSync(workDirectory) ? readdirSync(workDirectory).filter((name) => name.startsWith('upload-')) : []
}

describe('a file for an input', () => {
  it('is stored with the execution under its own name, and read by its tasks', async () => {
    const id = await test.start('team.files/needs_file', { f: file('may.csv') })
    await test.idle()
    const uri = `kestra:///team/files/needs-file/executions/${id}/inputs/f/may.csv`
    const read = await test.send({ url: `/api/v1/main/executions/${id}` })
    expect(read.json().inputs).toMatchObject({ f: uri })
    expect(read.json().taskRunList[0].outputs).toEqual({ value: 'a,b' })
    expect(waiting()).toEqual([])
    await test.send({ method: 'DELETE', url: `/api/v1/main/executions/${id}?force=true` })
    expect(await stored()).not.toContain(uri)
  })

  it('may be sent in the old form, where the filename is the id of the input', async () => {
    const answer = await create({ files: file('f') })
    expect(answer.json().inputs.f).toMatch(/\/inputs\/f\/upload\.upl$/)
  })

  it.each([
    ['empty', { f: file('may.csv', '') }, 'f', 'INPUT_FILE'],
    ['of a kind that the flow does not take', { f: file('may.exe') }, 'f', 'INPUT_CHOICE'],
    ['for an input that takes none', { f: file('may.csv'), s: file('may.csv') }, 's', 'INPUT_FILE'],
    ['a path on the disk of the server', { f: '/etc/passwd' }, 'f', 'INPUT_TYPE'],
  ])('%s is refused, and leaves nothing behind', async (_, form: TestForm, field, code) => {
    const before = await stored()
    const answer = await create(form)
    expect(answer.statusCode).toBe(422)
    expect(answer.json().fields).toMatchObject([{ field, code }])
    expect(await stored()).toEqual(before)
    expect(waiting()).toEqual([])
  })

  it('that nobody asked for is not kept', async () => {
    const answer = await create({ f: file('may.csv'), other: file('other.csv') })
    expect(answer.statusCode).toBe(200)
    expect((await stored()).filter((uri) => uri.includes(answer.json().id))).toHaveLength(1)
  })

  it('is checked without being kept', async () => {
    const before = await stored()
    const fine = await create({ f: file('may.csv') }, '/validate')
    expect(fine.json().inputs[0]).toMatchObject({ errors: [], value: expect.stringContaining('/inputs/f/may.csv') })
    const wrong = await create({ f: file('may.exe') }, '/validate')
    expect(wrong.json().inputs[0].errors).toHaveLength(1)
    expect(await stored()).toEqual(before)
    expect(waiting()).toEqual([])
  })

  it('larger than allowed is refused', async () => {
    const answer = await create({ f: file('may.csv', 'x'.repeat(300_000)) })
    expect([answer.statusCode, answer.json().code]).toEqual([413, 'REQUEST_TOO_LARGE'])
    expect(waiting()).toEqual([])
  })

  it('may be larger than a body of texts', async () => {
    const answer = await create({ f: file('may.csv', 'x'.repeat(200_000)) })
    expect(answer.statusCode).toBe(200)
    const [uri] = (await stored()).filter((one) => one.includes(answer.json().id))
    expect(await bytesOf(await test.files.open('main', uri ?? ''))).toHaveLength(200_000)
  })
})

describe('a file that nobody takes', () => {
  it.each([
    ['DELETE', '/api/v1/main/executions/webhook/team.files/needs_file/key', 405, null],
    ['PATCH', '/api/v1/main/executions/webhook/team.files/needs_file/key', 405, null],
    ['POST', '/api/v1/main/nothing/here', 404, undefined],
  ] as const)('is not kept when it is sent with %s to %s', async (method, url, status, as) => {
    const answer = await test.send({ method, url, form: { f: file('may.csv') }, ...(as === null ? { as } : {}) })
    expect(answer.statusCode).toBe(status)
    expect(waiting()).toEqual([])
  })

  it('may be no larger than a text where there is no login', async () => {
    const url = '/api/v1/main/executions/webhook/team.files/needs_file/key'
    const answer = await test.send({ as: null, method: 'POST', url, form: { f: file('may.csv', 'x'.repeat(200_000)) } })
    expect([answer.statusCode, answer.json().code]).toEqual([413, 'REQUEST_TOO_LARGE'])
    expect(waiting()).toEqual([])
  })
})

describe('a file for a form', () => {
  async function paused(): Promise<string> {
    const id = await test.start('team.files/needs_file', { f: file('may.csv') })
    await test.idle()
    return id
  }
  const resume = (id: string, form: TestForm, path = '') =>
    test.send({ method: 'POST', url: `/api/v1/main/executions/${id}/resume${path}`, form })
  const filesOf = async (id: string) => (await stored()).filter((uri) => uri.includes(`/${id}/tasks/`))

  it('is stored with the task run that asked, and read by later tasks', async () => {
    const id = await paused()
    expect((await resume(id, { g: file('proof.txt', 'body!') })).statusCode).toBe(204)
    await test.idle()
    const read = await test.send({ url: `/api/v1/main/executions/${id}` })
    const [, pause, last] = read.json().taskRunList
    expect(pause.outputs.onResume.g).toMatch(new RegExp(`/${id}/tasks/p/${pause.id}/[^/]+/g/proof.txt$`))
    expect(last.outputs).toEqual({ value: 'body!' })
    expect(await filesOf(id)).toHaveLength(1)
  })

  it('is not kept when the answer is refused, or only checked', async () => {
    const id = await paused()
    const wrong = await resume(id, { g: file('proof.txt'), n: 'many' })
    expect([wrong.statusCode, wrong.json().fields[0].field]).toEqual([422, 'n'])
    expect((await resume(id, { g: file('proof.txt') }, '/validate')).statusCode).toBe(200)
    expect(await filesOf(id)).toEqual([])
    expect(waiting()).toEqual([])
  })

  it('of an answer that comes too late takes nothing away from the first', async () => {
    const id = await paused()
    const answers = await Promise.all(['first', 'second'].map((text) => resume(id, { g: file('proof.txt', text) })))
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([204, 409])
    await test.idle()
    const read = await test.send({ url: `/api/v1/main/executions/${id}` })
    const winner = answers[0]?.statusCode === 204 ? 'first' : 'second'
    expect(read.json().taskRunList[2].outputs).toEqual({ value: winner })
    expect(await filesOf(id)).toHaveLength(1)
  })
})
