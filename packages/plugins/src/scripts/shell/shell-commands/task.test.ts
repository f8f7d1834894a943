import { existsSync } from 'node:fs'
import type { Value, ValueMap } from '@countersign/plugin-sdk'
import {
  bytesOf,
  createMemoryFileStorage,
  createMemoryNamespaceFiles,
  type RunTaskOptions,
  runTask,
} from '@countersign/plugin-sdk/testing'
import { describe, expect, it } from 'vitest'
import { isRunning } from '../../../testing/is-running.ts'
import { scriptServices } from '../../../testing/script-services.ts'
import { shellScript } from '../shell-script/task.ts'
import { shellCommands } from './task.ts'

type Options = NonNullable<RunTaskOptions['context']> & { readonly answers?: Readonly<Record<string, Value>> }

function run(commands: Value, more: ValueMap = {}, { answers = {}, ...context }: Options = {}) {
  return runTask(shellCommands, { commands, ...more }, { answers, context: { services: scriptServices(), ...context } })
}

const messages = (outcome: { readonly logs: readonly { readonly level: string; readonly message: string }[] }) =>
  outcome.logs.map(({ level, message }) => `${level} ${message}`)

describe('shell.Commands', () => {
  it('runs commands in one shell, with their lines as logs', async () => {
    const outcome = await run(
      ['word=hello', 'echo "$word {{ name }}"', 'echo trouble >&2'],
      {},
      { answers: { name: 'Zoë' } },
    )
    expect(outcome).toMatchObject({
      state: 'WARNING',
      outputs: { vars: {}, exitCode: 0, outputFiles: {} },
      failure: null,
    })
    expect(messages(outcome).sort()).toEqual(['ERROR trouble', 'INFO hello Zoë'])
  })

  it('takes an expression that gives the commands, and evaluates no value twice', async () => {
    const outcome = await run('{{ list }}', {}, { answers: { list: ["echo '{{ no }}'", 'echo b'] } })
    expect(messages(outcome)).toEqual(['INFO {{ no }}', 'INFO b'])
  })

  it('takes lines of their own form as outputs, measurements and logs', async () => {
    const line =
      '::{"outputs":{"a":1,"b":[true]},"metrics":[{"name":"rows","type":"counter","value":3,"tags":{"t":"x"}},{"name":"took","type":"timer","value":1.5}],"logs":[{"level":"WARN","message":"look"}]}::'
    const outcome = await run([`echo '${line}'`, `echo '::{"outputs":{"b":2}}::'`, 'echo ::no::'])
    expect(outcome.outputs.vars).toEqual({ a: 1, b: 2 })
    expect(outcome.metrics).toEqual([
      { name: 'rows', type: 'counter', value: 3, tags: { t: 'x' } },
      { name: 'took', type: 'timer', value: 1500, tags: {} },
    ])
    expect(messages(outcome)).toEqual(['WARN look', 'INFO ::no::'])
  })

  it('stops at the first command that fails, and keeps what it found out', async () => {
    const outcome = await run([`echo '::{"outputs":{"a":1}}::'`, 'exit 3', 'echo never'])
    expect(outcome).toMatchObject({
      state: 'FAILED',
      outputs: { vars: { a: 1 }, exitCode: 3 },
      failure: { code: 'SCRIPT_FAILED', retryable: true },
    })
    expect(outcome.failure?.message).toContain('exit code 3')
    expect(messages(await run(['false', 'echo goes on'], { failFast: false }))).toEqual(['INFO goes on'])
  })

  it('does not warn of lines on standard error when it should not', async () => {
    expect((await run(['echo x >&2'], { warningOnStdErr: false })).state).toBe('SUCCESS')
  })

  it('gives programs the variables of the flow, and none of the server', async () => {
    process.env.SECRET_OF_THE_SERVER = 'hush'
    const outcome = await run(
      ['env'],
      { env: { GREETING: '{{ name }}', WHERE: '{{ workingDir }}' } },
      { answers: { name: 'hi' } },
    )
    delete process.env.SECRET_OF_THE_SERVER
    const names = outcome.logs.map(({ message }) => message.split('=')[0])
    expect(new Set(names)).toEqual(
      new Set(
        ['GREETING', 'WHERE', 'PATH', 'HOME', 'TMPDIR', 'WORKING_DIR', 'PWD', 'SHLVL', '_'].filter((name) =>
          names.includes(name),
        ),
      ),
    )
    expect(names).toEqual(expect.arrayContaining(['GREETING', 'WHERE', 'PATH', 'WORKING_DIR']))
    expect(messages(outcome)).toContain('INFO GREETING=hi')
  })

  it('keeps the digits of numbers in variables that an expression gives as JSON', async () => {
    const env = '{"ID": 9007199254740993, "SHARE": 1.0}'
    const outcome = await run(['echo $ID $SHARE'], { env: '{{ env }}' }, { answers: { env } })
    expect(messages(outcome)).toEqual(['INFO 9007199254740993 1.0'])
  })

  it('writes input and namespace files, reads stored ones, and stores output files', async () => {
    const storage = createMemoryFileStorage()
    const namespaceFiles = createMemoryNamespaceFiles()
    await namespaceFiles.write('company.team', 'lib/greet.sh', 'echo "from the namespace"')
    const uri = 'kestra:///company/team/flow/executions/execution/in.txt'
    await storage.put('main', uri, new TextEncoder().encode('stored'))
    const outcome = await run(
      [
        '. lib/greet.sh',
        'cat a.txt',
        `cat ${uri}`,
        'mkdir out',
        'echo made > out/b.txt',
        'ln -s /etc/hostname out/link',
      ],
      { inputFiles: { 'a.txt': 'as {{ name }}\n' }, namespaceFiles: { enabled: true }, outputFiles: ['out/**'] },
      { storage, namespaceFiles, answers: { name: 'written' } },
    )
    expect(messages(outcome)).toEqual(['INFO from the namespace', 'INFO as written', 'INFO stored'])
    const { 'out/b.txt': made, ...others } = outcome.outputs.outputFiles as Readonly<Record<string, string>>
    expect(others).toEqual({})
    expect(new TextDecoder().decode(await bytesOf(await storage.open('main', made ?? '')))).toBe('made\n')
  })

  it('stores everything in the directory of outputs when there is one', async () => {
    const outcome = await run(['echo x > {{ outputDir }}/deep.txt', 'echo y > "$OUTPUT_DIR/other.txt"'], {
      outputDirectory: true,
    })
    expect(Object.keys(outcome.outputs.outputFiles as object)).toEqual(['deep.txt', 'other.txt'])
  })

  it('runs commands before the others, by another interpreter', async () => {
    const outcome = await run(['console.log(1 + 1)'], { interpreter: ['node', '-e'], beforeCommands: ['const x = 1'] })
    expect(messages(outcome)).toEqual(['INFO 2'])
  })

  it('ends the program and all that it has started when it is stopped', async () => {
    const stop = new AbortController()
    const pids: number[] = []
    const running = runTask(
      shellCommands,
      { commands: ['trap "" TERM', 'sh -c \'trap "" TERM; echo $$; exec sleep 600\' & echo $$; wait'] },
      {
        context: {
          services: scriptServices(),
          signal: stop.signal,
          onLog: ({ message }) => {
            pids.push(Number(message))
            if (pids.length === 2) stop.abort(new Error('killed'))
          },
        },
      },
    )
    expect((await running).failure?.message).toBe('killed')
    await expect.poll(() => pids.map(isRunning)).toEqual([false, false])
  })

  it('leaves nothing behind that a program started and forgot, nor its directory', async () => {
    const outcome = await run(['nohup sleep 600 >/dev/null 2>&1 & echo $!', 'pwd'], { warningOnStdErr: false })
    const [pid, directory] = outcome.logs.map(({ message }) => message)
    await expect.poll(() => isRunning(Number(pid))).toBe(false)
    expect(existsSync(directory ?? '')).toBe(false)
  })

  it.each([
    [{ interpreter: ['/no/such/shell'] }, 'exit code 127'],
    [{ taskRunner: { type: 'io.kestra.plugin.core.runner.Process' } }, ''],
  ])('runs with %j or says why not', async (more, message) => {
    const outcome = await run(['true'], more)
    expect(outcome.failure?.message ?? '').toContain(message)
  })

  it('runs nothing where the settings of the server forbid it', async () => {
    const services = scriptServices({ process: false })
    expect((await run(['true'], {}, { services })).failure).toMatchObject({
      code: 'SCRIPT_FORBIDDEN',
      retryable: false,
    })
    expect((await run(['true'], {}, { services: {} })).failure).toMatchObject({ code: 'SCRIPT_FORBIDDEN' })
  })

  it('cannot be saved without commands or with a runner that does not exist', async () => {
    await expect(runTask(shellCommands, {})).rejects.toThrow('`commands` is required')
    const taskRunner = { type: 'io.kestra.plugin.ee.Kubernetes' }
    await expect(runTask(shellCommands, { commands: ['x'], taskRunner })).rejects.toThrow(
      'Write one of io.kestra.plugin.core.runner.Process',
    )
  })
})

describe('shell.Script', () => {
  it('runs what stands in the flow', async () => {
    const script = 'for n in 1 2; do\n  echo "$n {{ name }}"\ndone'
    const outcome = await runTask(
      shellScript,
      { script },
      { answers: { name: 'x' }, context: { services: scriptServices() } },
    )
    expect(messages(outcome)).toEqual(['INFO 1 x', 'INFO 2 x'])
  })
})
