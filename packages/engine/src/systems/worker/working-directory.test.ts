import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WORKING_DIRECTORY, WORKING_DIRECTORY_PROPERTIES } from '@countersign/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DATABASES, SHARED_DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'
import { createScriptedTask } from '../../testing/scripted-task.ts'

const FLOW = `
id: f
namespace: company.team
tasks:
  - id: w
    type: ${WORKING_DIRECTORY}
    inputFiles: { a.txt: "{{ flow.id }}" }
    outputFiles: ["*.txt"]
    tasks:
      - { id: one, type: test.Effect, call: one }
      - { id: two, type: test.Effect, call: two }
  - { id: z, type: test.Effect, call: z }
`

/** Tasks that write a file of their own name and say which files they found. */
function createParts() {
  const prepare = createScriptedTask(`${WORKING_DIRECTORY}$prepare`, WORKING_DIRECTORY_PROPERTIES.prepare)
  prepare.answer(async ({ context, input }) => {
    const directory = await context.workingDir()
    const files = Object.entries(input.inputFiles as Record<string, string>)
    for (const [name, content] of files) await writeFile(join(directory, name), content)
    return {}
  })
  const capture = createScriptedTask(`${WORKING_DIRECTORY}$capture`, WORKING_DIRECTORY_PROPERTIES.capture)
  capture.answer(async ({ context }) => ({ outputs: { found: (await readdir(await context.workingDir())).sort() } }))
  const effect = createScriptedTask()
  effect.answer(async ({ context, input }) => {
    const directory = await context.workingDir()
    const found = (await readdir(directory)).sort()
    await writeFile(join(directory, `${String(input.call)}.txt`), '')
    return { outputs: { found } }
  })
  return { prepare, capture, effect, effects: [prepare.task, capture.task, effect.task] }
}

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'countersign-directories-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

describe.each(DATABASES)('WorkingDirectory on %s', (kind) => {
  const open = useDatabase(kind)

  it('is one directory for all its tasks and for what is before and after them, and goes with its end', async () => {
    const parts = createParts()
    const harness = await (await open()).harness({ effects: parts.effects, config: { workDirectory: root } })
    await harness.save(FLOW)
    const { id } = await harness.run('f')
    expect((await harness.execution(id)).state).toBe('SUCCESS')
    expect(parts.prepare.runs[0]?.input.inputFiles).toEqual({ 'a.txt': 'f' })
    expect(await harness.outputs(id, 'one')).toEqual({ found: ['a.txt'] })
    expect(await harness.outputs(id, 'two')).toEqual({ found: ['a.txt', 'one.txt'] })
    expect(await harness.outputs(id, 'w')).toEqual({ found: ['a.txt', 'one.txt', 'two.txt'] })
    expect(await harness.outputs(id, 'z')).toEqual({ found: [] })
    await expect.poll(() => readdir(root)).toEqual([])
  })

  it('fails with what went wrong when it is filled', async () => {
    const parts = createParts()
    parts.prepare.answer(() => {
      throw new Error('the disk is full')
    })
    const harness = await (await open()).harness({ effects: parts.effects, config: { workDirectory: root } })
    await harness.save(FLOW)
    const { id } = await harness.run('f')
    expect(await harness.states(id)).toEqual(['w FAILED'])
    expect(await harness.messages(id)).toContain('the disk is full')
  })

  it('stops its task at the timeout of that task, and a kill removes the directory', async () => {
    const parts = createParts()
    const effect = createScriptedTask('test.Waiting')
    const harness = await (await open()).harness({
      effects: [...parts.effects, effect.task],
      config: { workDirectory: root },
    })
    await harness.save(FLOW.replace('id: one, type: test.Effect', 'id: one, timeout: PT5S, type: test.Waiting'))
    const create = { namespace: 'company.team', flowId: 'f', inputs: new Map(), labels: [] }
    const late = await harness.engine.client.createExecution(harness.caller, create)
    await expect.poll(() => effect.runs.length).toBe(1)
    harness.clock.advance(5_000)
    await harness.settle()
    expect(await harness.states(late.id)).toEqual(['w FAILED', 'one FAILED'])
    expect(await harness.outputs(late.id, 'w')).toEqual({ found: ['a.txt'] })

    const killed = await harness.engine.client.createExecution(harness.caller, create)
    await expect.poll(() => effect.runs.length).toBe(2)
    await harness.engine.client.kill(harness.caller, killed.id)
    await harness.settle()
    expect(await harness.states(killed.id)).toEqual(['w KILLED', 'one KILLED'])
    await expect.poll(() => readdir(root)).toEqual([])
  })
})

describe.each(SHARED_DATABASES)('WorkingDirectory in a process that dies, on %s', (kind) => {
  const open = useDatabase(kind)

  it('keeps its directory for the tasks that follow, while everything else that was left behind goes', async () => {
    const { database, harness } = await open()
    const config = { workDirectory: root }
    const parts = createParts()
    const waiting = createScriptedTask('test.Waiting')
    const first = await harness({ effects: [...parts.effects, waiting.task], config, idPrefix: 'first' })
    await first.save(FLOW.replace('id: two, type: test.Effect', 'id: two, type: test.Waiting'))
    const create = { namespace: 'company.team', flowId: 'f', inputs: new Map(), labels: [] }
    const { id } = await first.engine.client.createExecution(first.caller, create)
    await expect.poll(() => waiting.runs.length).toBe(1)
    await database.storage.close()
    await mkdir(join(root, 'left-behind'))
    await mkdir(join(root, `shared-${id}.nobody.1`))

    const again = createScriptedTask('test.Waiting')
    again.answer(async ({ context }) => ({
      outputs: { text: await readFile(join(await context.workingDir(), 'a.txt'), 'utf8') },
    }))
    if (database.reopen === null) throw new Error('This database cannot be opened twice')
    const storage = await database.reopen()
    const second = await harness({
      storage,
      effects: [...createParts().effects, again.task],
      config,
      idPrefix: 'second',
    })
    await second.settle()
    expect((await second.execution(id)).state).toBe('SUCCESS')
    expect(await second.outputs(id, 'two')).toEqual({ text: 'f' })
    expect(await second.outputs(id, 'w')).toEqual({ found: ['a.txt', 'one.txt'] })
    await expect.poll(() => readdir(root)).toEqual([])
  })
})
