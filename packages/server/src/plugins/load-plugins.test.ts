import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Logger } from '@countersign/core'
import { runTask } from '@countersign/plugin-sdk/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { explainUnknownType, type LoadedPlugins, loadPlugins } from './load-plugins.ts'

let directory: string
let loaded: LoadedPlugins | undefined
let lines: string[]

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'countersign-plugins-'))
  lines = []
})
afterEach(async () => {
  loaded?.close()
  await rm(directory, { recursive: true, force: true })
})

const logger: Logger = {
  debug() {},
  info: (message) => void lines.push(`info ${message}`),
  warn() {},
  error: (message, fields) => void lines.push(`error ${message}: ${String(fields?.problem)}`),
  child: () => logger,
}

/** Installs packages of these names with these main modules. */
async function install(packages: Readonly<Record<string, string>>, manifest: object = { exports: './index.js' }) {
  for (const [name, source] of Object.entries(packages)) {
    await write(
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, version: '1.2.3', type: 'module', ...manifest }),
    )
    await write(`node_modules/${name}/index.js`, source)
  }
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(directory, path)), { recursive: true })
  await writeFile(join(directory, path), text)
}

async function load(...names: string[]): Promise<LoadedPlugins> {
  const builtin = [{ type: 'core.Log', aliases: ['core.OldLog'] }]
  loaded = await loadPlugins({ names, directories: [directory], builtin, logger })
  return loaded
}

/** A module that imports the kit of the server and brings one task. */
function plugin(type: string, more = ''): string {
  return `import { definePlugin, defineTask, p } from '@countersign/plugin-sdk'
    const task = defineTask({
      type: '${type}', title: 'T', description: 'D.', properties: { a: p.int().default(2) },
      async run(context, input) { return { outputs: { double: input.a * 2 } } },
    })
    export default definePlugin({ title: 'Title', description: 'What it is.', tasks: [task${more}] })`
}

describe('Plugins', () => {
  it('are found by name, given the kit of the server, and run', async () => {
    await install({ good: plugin('com.example.Good') })
    const { tasks, reports } = await load('good')
    expect(reports).toEqual([
      {
        name: 'good',
        version: '1.2.3',
        title: 'Title',
        description: 'What it is.',
        types: ['com.example.Good'],
        triggerTypes: [],
        problems: [],
      },
    ])
    expect(lines).toEqual(['info A plugin was loaded'])
    expect(explainUnknownType(reports)).toBeUndefined()
    const [task] = tasks
    expect(task === undefined ? null : await runTask(task, { a: 21 })).toMatchObject({ outputs: { double: 42 } })
  })

  it.each([{ exports: { '.': { import: './index.js' } } }, { main: 'index.js' }])(
    'are found with the manifest %j, by name and by directory',
    async (manifest) => {
      await install({ good: plugin('com.example.Good') }, manifest)
      expect((await load('good')).reports[0]).toMatchObject({ types: ['com.example.Good'], problems: [] })
      loaded?.close()
      const path = join(directory, 'node_modules/good')
      expect((await load(path)).reports[0]).toMatchObject({
        version: '1.2.3',
        types: ['com.example.Good'],
        triggerTypes: [],
        problems: [],
      })
    },
  )

  it.each([
    ['that is not there', 'missing', '', 'The package cannot be found'],
    ['that throws', 'bad', 'throw new Error("no good")', 'no good'],
    ['with a mistake in it', 'bad', 'export default {', 'Unexpected'],
    ['that exports nothing', 'bad', 'export const x = 1', 'no plugin as default export'],
    [
      'of another generation',
      'bad',
      'export default { kind: "countersign-plugin", generation: 99, tasks: [] }',
      'generation 99',
    ],
    [
      'without tasks',
      'bad',
      'export default { kind: "countersign-plugin", generation: 1, tasks: [] }',
      'brings no types',
    ],
    ['at no directory', './nowhere', '', 'is no directory with a package.json'],
  ])('%s are reported and leave the others alone', async (_, name, source, problem) => {
    await install({ good: plugin('com.example.Good'), ...(name === 'bad' ? { bad: source } : {}) })
    const { tasks, reports } = await load(name, 'good')
    expect(tasks.map(({ type }) => type)).toEqual(['com.example.Good'])
    expect(reports[0]?.problems.join()).toContain(problem)
    expect(lines.join()).toContain(problem)
    expect(explainUnknownType(reports)).toContain(`\`${name}\`: `)
  })

  it('lose the tasks that are none, and keep the others', async () => {
    const more = `, null, { kind: 'flowable' }, { ...task, type: 'nodots' }, { ...task, type: 'a.B', run: 1 },
      { ...task, type: 'a.C', properties: { x: 1 } }`
    await install({ mixed: plugin('com.example.Good', more) })
    const { reports } = await load('mixed')
    expect(reports[0]?.types).toEqual(['com.example.Good'])
    expect(reports[0]?.problems).toEqual([
      'Task 2 is left out: it is no task; make it with `defineTask` or `defineInlineTask`.',
      'Task 3 is left out: only effect and inline tasks can be brought by plugins.',
      'Task 4 (nodots) is left out: a type and its aliases are names with dots, such as com.example.Greet.',
      'Task 5 (a.B) is left out: it has no `run`.',
      'Task 6 (a.C) is left out: its property `x` is none; make it with `p`.',
    ])
  })

  it('bring triggers too, as far as they are some', async () => {
    const source = `import { definePlugin, defineTrigger, p } from '@countersign/plugin-sdk'
      const trigger = defineTrigger({
        type: 'com.example.There', title: 'T', description: 'D.', properties: { a: p.int() },
        async evaluate(context, input) { return { a: input.a } },
      })
      export default definePlugin({
        title: 'T', description: 'D.', triggers: [trigger, null, { kind: 'schedule' }, { ...trigger, type: 'core.Log' }],
      })`
    await install({ good: source })
    const { triggers, reports } = await load('good')
    expect(triggers.map(({ type }) => type)).toEqual(['com.example.There'])
    expect(reports[0]).toMatchObject({ types: [], triggerTypes: ['com.example.There'] })
    expect(reports[0]?.problems).toEqual([
      'Trigger 2 is left out: it is no trigger; make it with `defineTrigger`.',
      'Trigger 3 is left out: only polling triggers can be brought by plugins.',
      'Type core.Log is left out: the server itself brings core.Log already.',
    ])
  })

  it('cannot take a name that the server or another plugin has', async () => {
    await install({ one: plugin('com.example.Same'), two: plugin('com.example.Same'), three: plugin('core.OldLog') })
    const { tasks, reports } = await load('one', 'two', 'three', 'one')
    expect(tasks).toHaveLength(1)
    expect(reports.map(({ problems }) => problems)).toEqual([
      [],
      ['Type com.example.Same is left out: plugin `one` brings com.example.Same already.'],
      ['Type core.OldLog is left out: the server itself brings core.OldLog already.'],
    ])
  })
})
