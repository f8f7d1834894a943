import { runTask } from '@countersign/plugin-sdk/testing'
import { describe, expect, it } from 'vitest'
import { scriptServices } from '../testing/script-services.ts'
import { nodeCommands } from './node/node-commands/task.ts'
import { nodeScript } from './node/node-script/task.ts'
import { pythonCommands } from './python/python-commands/task.ts'
import { installCommands } from './python/python-plan.ts'
import { pythonScript } from './python/python-script/task.ts'

const context = { services: scriptServices() }
const answers = { n: 20, yes: true }

describe('Scripts for Node.js', () => {
  it('run from the flow', async () => {
    const script = 'const n = {{ n }}\nconsole.log("::" + JSON.stringify({ outputs: { sum: n + 1 } }) + "::")'
    const outcome = await runTask(nodeScript, { script }, { answers, context })
    expect(outcome).toMatchObject({ state: 'SUCCESS', outputs: { vars: { sum: 21 }, exitCode: 0 } })
  })

  it('run from a file', async () => {
    const properties = { inputFiles: { 'main.js': 'console.log(process.argv[2])' }, commands: ['node main.js {{ n }}'] }
    expect((await runTask(nodeCommands, properties, { answers, context })).logs).toEqual([
      { level: 'INFO', message: '20' },
    ])
  })

  it('fail with what they say', async () => {
    const outcome = await runTask(nodeScript, { script: 'throw new Error("no luck")' }, { context })
    expect(outcome.failure?.code).toBe('SCRIPT_FAILED')
    expect(outcome.logs.map(({ message }) => message).join('\n')).toContain('no luck')
  })
})

describe('Scripts for Python', () => {
  it('run from the flow, where the words of JSON are known', async () => {
    const script = 'import json\nif {{ yes }}:\n  print("::" + json.dumps({"outputs": {"n": {{ n }} * 2}}) + "::")'
    const outcome = await runTask(pythonScript, { script }, { answers, context })
    expect(outcome).toMatchObject({ state: 'SUCCESS', outputs: { vars: { n: 40 } } })
  })

  it('run from a file', async () => {
    const properties = { inputFiles: { 'main.py': 'print("hello")' }, commands: ['python3 main.py'] }
    expect((await runTask(pythonCommands, properties, { context })).logs).toEqual([{ level: 'INFO', message: 'hello' }])
  })

  it('have their packages installed beside them first', () => {
    expect(installCommands(['requests>=2', "it's"])).toEqual([
      `python3 -m pip install --quiet --target .packages -- 'requests>=2' 'it'\\''s'`,
    ])
    expect(installCommands()).toEqual([])
  })
})
