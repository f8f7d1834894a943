import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { p } from '@countersign/core'
import { bytesOf } from '@countersign/core/testing'
import type { TaskContext } from '@countersign/plugin-sdk'
import { describe, expect, it } from 'vitest'
import { DATABASES, useDatabase } from '../../testing/databases.testsuite.ts'
import { createScriptedTask } from '../../testing/scripted-task.ts'

const FLOW = `
id: My_Flow
namespace: company.team
tasks:
  - { id: Do_it, type: test.Effect }
  - { id: r, type: test.Return, value: "{{ read(outputs.Do_it.uri) }} {{ fileSize(outputs.Do_it.uri) }} {{ fileExists(outputs.Do_it.uri ~ 'x') }} {{ isFileEmpty(outputs.Do_it.uri) }}" }
`

const bytes = (text: string) => new TextEncoder().encode(text)

describe.each(DATABASES)('files of tasks on %s', (kind) => {
  const open = useDatabase(kind)

  async function harnessWith(work: (context: TaskContext) => Promise<Readonly<Record<string, string | boolean>>>) {
    const effect = createScriptedTask()
    effect.answer(async ({ context }) => ({ outputs: await work(context) }))
    return (await open()).harness({ effects: [effect.task] })
  }

  it('are stored below the task run, read by expressions, and go with their execution', async () => {
    const harness = await harnessWith(async ({ files }) => ({ uri: await files.write('out/a.txt', 'hello ü') }))
    await harness.save(FLOW)
    const { id } = await harness.run('My_Flow')
    const [run] = await harness.taskRuns(id)
    const uri = `kestra:///company/team/my-flow/executions/${id}/tasks/do-it/${run?.id}/out/a.txt`
    expect(await harness.outputs(id, 'Do_it')).toEqual({ uri })
    expect(await harness.outputs(id, 'r')).toEqual({ value: 'hello ü 8 false false' })
    await harness.engine.client.deleteExecution(harness.caller, id)
    expect(await harness.files.list('main', 'kestra:///')).toEqual([])
  })

  it('of other executions of the namespace may be read, those of another namespace not', async () => {
    const harness = await harnessWith(async ({ files, facts }) => {
      if (facts.flowId === 'writer') return { uri: await files.write('f', facts.namespace) }
      const [same, foreign] = JSON.parse(await files.readText('nsfile:///uris.json')) as [string, string]
      return { same: await files.readText(same), foreign: await files.readText(foreign) }
    })
    const { client } = harness.engine
    const writers: string[] = []
    for (const namespace of ['company.team', 'company.other']) {
      await harness.save(`{ id: writer, namespace: ${namespace}, tasks: [{ id: w, type: test.Effect }] }`)
      const { id } = await harness.run('writer', { namespace })
      writers.push(String((await harness.outputs(id, 'w')).uri))
    }
    const list = bytes(JSON.stringify(writers))
    await client.writeNamespaceFile(harness.caller, 'company.team', 'uris.json', list)
    await harness.save('{ id: reader, namespace: company.team, tasks: [{ id: w, type: test.Effect }] }')
    const { id } = await harness.run('reader')
    const [run] = await harness.taskRuns(id)
    expect(run?.attempts[0]?.failure).toMatchObject({ kind: 'task', code: 'FILE_FORBIDDEN', retryable: false })
  })

  it('of executions above and below may be read across namespaces', async () => {
    const child = `
id: child
namespace: company.other
inputs: [{ id: f, type: STRING }]
tasks: [{ id: c, type: test.Effect, call: "{{ inputs.f }}" }]
outputs: [{ id: uri, type: STRING, value: "{{ outputs.c.uri }}" }]
`
    const parent = `
id: parent
namespace: company.team
tasks:
  - { id: w, type: test.Effect }
  - { id: sub, type: io.kestra.plugin.core.flow.Subflow, namespace: company.other, flowId: child, inputs: { f: "{{ outputs.w.uri }}" } }
  - { id: back, type: test.Effect, call: "{{ outputs.sub.outputs.uri }}" }
`
    const effect = createScriptedTask()
    effect.answer(async ({ context: { files }, input: { call } }) => {
      const before = typeof call === 'string' ? await files.readText(call) : ''
      return { outputs: { uri: await files.write('f', `${before}+`), before } }
    })
    const harness = await (await open()).harness({ effects: [effect.task] })
    await harness.save(child)
    await harness.save(parent)
    const { id } = await harness.run('parent')
    expect(await harness.outputs(id, 'back')).toMatchObject({ before: '++' })
  })

  it('are refused by name and by URI when they lead out, and not found when they are not there', async () => {
    const harness = await harnessWith(async ({ files, facts }) => {
      const codeOf = (work: Promise<unknown>) => work.then(String, (error: { code: string }) => error.code)
      const own = await files.write('f', 'x')
      return {
        name: await codeOf(files.write('../f', 'x')),
        uri: await codeOf(files.read('kestra:///company/team/../other/f')),
        path: await codeOf(files.read('/etc/passwd')),
        missing: await codeOf(files.size(`${own}x`)),
        unknown: await codeOf(files.size('kestra:///company/team/f')),
        exists: await files.exists('kestra:///company/team/f'),
        large: await codeOf(files.readText(own, 0)),
        deleted: `${await files.delete(own)} ${await files.delete(own)} ${facts.attempt}`,
      }
    })
    await harness.save('{ id: f, namespace: company.team, tasks: [{ id: w, type: test.Effect }] }')
    const { id } = await harness.run('f')
    expect(await harness.outputs(id, 'w')).toEqual({
      name: 'FILE_URI_INVALID',
      uri: 'FILE_URI_INVALID',
      path: 'FILE_URI_INVALID',
      missing: 'FILE_NOT_FOUND',
      unknown: 'FILE_NOT_FOUND',
      exists: false,
      large: 'FILE_TOO_LARGE',
      deleted: 'true false 1',
    })
  })

  it('have a directory of the attempt beside them, which is gone after it', async () => {
    let directory = ''
    const harness = await harnessWith(async ({ workingDir }) => {
      directory = await workingDir()
      await writeFile(join(directory, 'f'), 'x')
      return { same: (await workingDir()) === directory, there: existsSync(directory) }
    })
    await harness.save('{ id: f, namespace: company.team, tasks: [{ id: w, type: test.Effect }] }')
    const { id } = await harness.run('f')
    expect(await harness.outputs(id, 'w')).toEqual({ same: true, there: true })
    expect(existsSync(directory)).toBe(false)
  })

  it('measurements are stored with the task run, also when it fails', async () => {
    const harness = await harnessWith(async ({ metric }) => {
      metric('rows', 'counter', 3, { format: 'csv' })
      metric('broken', 'gauge', Number.NaN)
      throw new Error('no')
    })
    await harness.save('{ id: f, namespace: company.team, tasks: [{ id: w, type: test.Effect }] }')
    const { id } = await harness.run('f')
    const stored = await harness.storage.metrics.search('main', { executionId: id })
    expect(stored).toMatchObject([{ name: 'rows', type: 'counter', value: 3, tags: { format: 'csv' }, taskId: 'w' }])
  })

  it('templates are rendered late, with variables that exist only then, and with answers', async () => {
    const effect = createScriptedTask('test.Late', { each: p.template() })
    effect.answer(async ({ context: { render }, input: { each } }) => ({
      outputs: { values: [await render(String(each), { n: 1 }), await render({ deep: '{{ n }}' }, { n: 2 })] },
    }))
    const harness = await (await open()).harness({ effects: [effect.task] })
    await harness.engine.client.putKv(harness.caller, {
      namespace: 'company.team',
      key: 'k',
      type: 'NUMBER',
      value: 40,
    })
    await harness.save(
      `{ id: f, namespace: company.team, tasks: [{ id: w, type: test.Late, each: "{{ n + kv('k') }}" }] }`,
    )
    const { id } = await harness.run('f')
    expect(await harness.outputs(id, 'w')).toMatchObject({ values: [41, { deep: '2' }] })
  })

  it('of namespaces are read by expressions, in every version', async () => {
    const harness = await (await open()).harness()
    const { client } = harness.engine
    await client.writeNamespaceFile(harness.caller, 'company.team', '/dir/a.txt', bytes('one'))
    await client.writeNamespaceFile(harness.caller, 'company.team', 'dir/a.txt', bytes('two!'))
    await client.writeNamespaceFile(harness.caller, 'company.other', 'b.txt', bytes('other'))
    const value = [
      "{{ read('dir/a.txt') }}",
      "{{ read('dir/a.txt', version=1) }}",
      "{{ fileSize('/dir/a.txt') }}",
      "{{ read(fileURI('dir/a.txt')) }}",
      "{{ read('b.txt', 'company.other') }}",
      "{{ fileExists('nope') }}",
    ].join(' ')
    await harness.save(`{ id: f, namespace: company.team, tasks: [{ id: r, type: test.Return, value: "${value}" }] }`)
    const { id } = await harness.run('f')
    expect(await harness.outputs(id, 'r')).toEqual({ value: 'two! one 4 two! other false' })
  })
})

describe.each(DATABASES)('files of namespaces on %s', (kind) => {
  const open = useDatabase(kind)

  async function library() {
    const { engine, caller, storage, files, audit } = await (await open()).harness()
    const { client } = engine
    const put = (path: string, text = 'x') => client.writeNamespaceFile(caller, 'ns.a', path, bytes(text))
    const paths = async () =>
      (await storage.namespaceFiles.list('main', 'ns.a')).map((row) => `${row.path} ${row.version}`)
    return { client, caller, storage, files, audit, put, paths }
  }

  it('get versions, however many are written at once, each with its event', async () => {
    const { put, paths, audit } = await library()
    const written = await Promise.all([put('a'), put('a'), put('a')])
    expect(written.map((file) => file.version).sort()).toEqual([1, 2, 3])
    expect(await paths()).toEqual(['a 3'])
    expect(await audit()).toEqual(['file.written', 'file.written', 'file.written'])
  })

  it('are moved and deleted with their versions and folders, and leave no content behind', async () => {
    const { client, caller, put, paths, files, audit, storage } = await library()
    await put('dir/a', 'old')
    await put('dir/a', 'new')
    await put('dir/sub/b')
    await client.makeNamespaceFolder(caller, 'ns.a', '/dir/empty')
    await client.moveNamespaceFile(caller, 'ns.a', 'dir', 'other')
    expect(await paths()).toEqual(['other/a 2', 'other/empty/ 1', 'other/sub/b 1'])
    const first = await storage.namespaceFiles.find('main', 'ns.a', 'other/a', 1)
    expect(new TextDecoder().decode(await bytesOf(await files.open('main', first?.content ?? '')))).toBe('old')
    expect(await client.deleteNamespaceFile(caller, 'ns.a', 'other')).toBe(true)
    expect(await client.deleteNamespaceFile(caller, 'ns.a', 'other')).toBe(false)
    expect(await files.list('main', 'kestra:///')).toEqual([])
    expect((await audit()).slice(-2)).toEqual(['file.moved', 'file.deleted'])
  })

  it('keep files and folders apart, and leave nothing of what was refused', async () => {
    const { client, caller, put, files } = await library()
    await put('a/b')
    const before = await files.list('main', 'kestra:///')
    const invalid = { code: 'FILE_URI_INVALID' }
    for (const path of ['a', 'a/b/c', '../x', '_flows/x.yml', ''])
      await expect(put(path)).rejects.toMatchObject(invalid)
    await expect(client.makeNamespaceFolder(caller, 'ns.a', 'a/b')).rejects.toMatchObject(invalid)
    await expect(client.moveNamespaceFile(caller, 'ns.a', 'a', 'a/c')).rejects.toMatchObject(invalid)
    await expect(client.moveNamespaceFile(caller, 'ns.a', 'nope', 'c')).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
    })
    expect(await files.list('main', 'kestra:///')).toEqual(before)
  })
})
