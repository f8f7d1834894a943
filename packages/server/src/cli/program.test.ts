import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Authenticator } from '../app/authenticator.ts'
import { FAILING_FLOW, GATE_FLOW, HELLO_FLOW } from '../testing/flows.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'
import { createTestLogins } from '../testing/test-logins.ts'
import { runCommandLine } from './program.ts'

/** Lets Basic credentials in as the person of tests with that name, whatever the password is. */
const basicLogins: Authenticator = {
  async authenticate(request) {
    const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    if (basic === undefined) return null
    const [name] = Buffer.from(basic, 'base64').toString().split(':')
    const headers = { ...request.headers, authorization: `Test ${name}` }
    return createTestLogins().authenticator.authenticate({ ...request, headers })
  },
  forget() {},
}

const directory = mkdtempSync(join(tmpdir(), 'countersign-cli-'))
let test: TestApp
let environment: Readonly<Record<string, string>>

beforeAll(async () => {
  test = await createTestApp({ authenticator: basicLogins })
  await test.app.listen({ host: '127.0.0.1', port: 0 })
  // A server listening on TCP has an AddressInfo; the string form is for pipes.
  const { port } = test.app.server.address() as AddressInfo
  environment = { COUNTERSIGN_URL: `http://127.0.0.1:${port}`, COUNTERSIGN_USER: 'ana:secret-word' }
  for (const flow of [HELLO_FLOW, GATE_FLOW, FAILING_FLOW]) await runOn('flow', 'apply', fileOf(flow))
})
afterAll(async () => {
  await test?.close()
  rmSync(directory, { recursive: true, force: true })
})
afterEach(() => vi.unstubAllGlobals())

/** Runs a command line in an environment, with what it wrote. */
async function run(args: readonly string[], variables: Readonly<Record<string, string>> = {}) {
  const out: string[] = []
  const err: string[] = []
  const files: Readonly<Record<string, string>> = { 'context.json': '{"name": "file"}' }
  const code = await runCommandLine(
    args,
    {
      out: (line) => out.push(line),
      err: (line) => err.push(line),
      environment: variables,
      isTerminal: false,
      readFile: (path) => files[path] ?? sources.get(path) ?? '',
      readInput: () => typed,
    },
    '1.2.3',
  )
  return { code, out: out.join('\n'), err: err.join('\n') }
}

/** The same, with the address of the test's server and Ana's login. */
function runOn(...args: readonly string[]) {
  return run(args, environment)
}

const sources = new Map<string, string>()

/** What stands on standard input. */
let typed = ''

/** A flow file; the command line looks whether it exists, and reads it through its own port. */
function fileOf(source: string): string {
  const path = join(directory, `${/^id: (\S+)/m.exec(source)?.[1]}.yaml`)
  writeFileSync(path, source)
  sources.set(path, source)
  return path
}

/** Starts the gate flow and gives the ids of its execution and its open request. */
async function openGate() {
  const started = await runOn('execution', 'run', 'team.api', 'gate', '--output', 'json')
  const { id } = JSON.parse(started.out)
  await test.idle()
  const listed = await runOn('approval', 'list', '--output', 'json')
  const request = JSON.parse(listed.out).results.find((one: { executionId: string }) => one.executionId === id)
  return { executionId: String(id), requestId: String(request.id) }
}

describe('how a command line is called', () => {
  it('is told with code 0 when it is asked for', async () => {
    expect(await run(['--version'])).toEqual({ code: 0, out: '1.2.3', err: '' })
    const help = await run(['approval', 'decide', '--help'])
    expect(help).toMatchObject({ code: 0, err: '', out: expect.stringContaining('--input <name=value>') })
  })

  it.each([
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['aproval', 'list'], 'Did you mean approval?'],
    [['execution', 'list', '--sate', 'PAUSED'], 'Did you mean --state?'],
    [['execution', 'run', 'team.api'], "missing required argument 'flow'"],
    [['execution', 'list', '--output', 'xml'], 'Allowed choices are text, json'],
    [['execution', 'run', 'team.api', 'hello', '-i', 'who'], '`who` must be written name=value'],
    [['approval', 'list', '--user', 'without-colon'], 'Say who you are'],
    [['flow', 'validate', 'nowhere.yaml'], 'There is no file or directory nowhere.yaml'],
    [['audit', 'verify', '--data', join(tmpdir(), 'nothing-here')], 'There is no database in'],
    [['expression', 'eval', '{{ a }}', '--context', '[1]'], '--context must be a JSON object'],
    [['expression', 'eval', '{{ a }}', '--context', '{a'], '--context is not JSON'],
  ])('%j is answered with code 2 and what is wrong', async (args, message) => {
    const { code, out, err } = await run(args, { COUNTERSIGN_TOKEN: 'cst_any' })
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(message)
  })

  it('is told without a command too', async () => {
    const { code, out, err } = await run([])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('Usage: countersign')
  })

  it('never shows the token or the password of the environment', async () => {
    const variables = { ...environment, COUNTERSIGN_TOKEN: 'cst_hidden' }
    const { out } = await run(['execution', 'list', '--help'], variables)
    expect(out).not.toMatch(/cst_hidden|secret-word/)
  })
})

describe('what a server refuses', () => {
  it('ends with code 1, in its words and with its code', async () => {
    const { code, out, err } = await runOn('execution', 'get', 'unknown')
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(/unknown.* {2}\[EXECUTION_NOT_FOUND\]$/)
  })

  it('names every wrong field on a line of its own', async () => {
    const { code, err } = await runOn('execution', 'run', 'team.api', 'hello', '-i', 'times=many')
    expect(code).toBe(1)
    expect(err).toMatch(/\[INPUT_INVALID\]\n {2}times: /)
  })

  it('a person without the permission is told which one it takes', async () => {
    const { code, err } = await run(['execution', 'list'], { ...environment, COUNTERSIGN_USER: 'guest:x' })
    expect(code).toBe(1)
    expect(err).toMatch(/execution:read.*\[FORBIDDEN\]/)
  })

  it('a wrong login is told from one that is missing', async () => {
    const wrong = await run(['execution', 'list'], { ...environment, COUNTERSIGN_USER: 'nobody:x' })
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('[LOGIN_REQUIRED]') })
  })

  it('a server that does not answer is told with its address', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')))
    const { code, err } = await runOn('execution', 'list')
    expect(code).toBe(1)
    expect(err).toContain(`${environment.COUNTERSIGN_URL}`)
    expect(err).toContain('[CONNECTION_FAILED]')
  })
})

describe('flows', () => {
  it('are checked with line and column; a wrong one ends with code 1', async () => {
    const good = await runOn('flow', 'validate', fileOf(HELLO_FLOW))
    expect(good.code).toBe(0)
    expect(good.out).toMatch(/hello\.yaml: fine$/m)
    const wrong = await runOn('flow', 'validate', fileOf('id: wrong\nnamespace: team.api\ntasks: nothing\n'))
    expect(wrong.code).toBe(1)
    expect(wrong.out).toMatch(/wrong\.yaml: has problems/)
    expect(wrong.out).toMatch(/wrong\.yaml:3:8 error: .*`tasks`.*\[FLOW_WRONG_TYPE\]/)
  })

  it('are created, then updated where they changed', async () => {
    const source = HELLO_FLOW.replace('id: hello', 'id: twice')
    const first = await runOn('flow', 'apply', fileOf(source))
    expect(first.out).toMatch(/team\.api\.twice revision 1$/)
    const same = await runOn('flow', 'apply', fileOf(source))
    expect(same.out).toMatch(/team\.api\.twice revision 1$/)
    const changed = await runOn('flow', 'apply', fileOf(source.replace('Says hello', 'Says it twice')))
    expect(changed.out).toMatch(/team\.api\.twice revision 2$/)
  })

  it('are printed as they were written', async () => {
    const { out } = await runOn('flow', 'get', 'team.api', 'hello')
    expect(`${out}\n`).toBe(HELLO_FLOW)
  })
})

describe('changing executions', () => {
  const idOf = async (...args: readonly string[]) =>
    String(JSON.parse((await runOn('execution', 'run', 'team.api', ...args, '--output', 'json')).out).id)
  const read = async (id: string) => JSON.parse((await runOn('execution', 'get', id, '--output', 'json')).out)

  it('says how a task run or an execution ended, and labels it', async () => {
    const id = await idOf('failing', '--wait')
    const [failed] = (await read(id)).taskRunList
    const changed = await runOn('execution', 'task-state', id, failed.id, 'success', '--reason', 'by hand')
    expect(changed).toMatchObject({ code: 0, out: `${id}  RESTARTED` })
    await test.idle()
    expect(await runOn('execution', 'set-state', id, 'warning')).toMatchObject({ code: 0, out: `${id}  WARNING` })
    expect((await runOn('execution', 'label', id, 'team:ops', 'url:http://x')).out).toContain('url:http://x')
    const wrong = await runOn('execution', 'label', id, 'team')
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('key:value')])
    expect((await runOn('execution', 'unqueue', id)).err).toContain('EXECUTION_NOT_QUEUED')
    expect((await runOn('execution', 'pause', id)).err).toContain('EXECUTION_NOT_RUNNING')
  })

  it('stops at breakpoints, goes on, and replays with other inputs', async () => {
    const id = await idOf('hello', '--breakpoint', 'log', '--kind', 'test')
    await test.idle()
    expect(await read(id)).toMatchObject({ state: { current: 'BREAKPOINT' }, kind: 'TEST' })
    expect(await runOn('execution', 'continue', id)).toMatchObject({ code: 0, out: `${id} goes on` })
    await test.idle()
    const replayed = await runOn('execution', 'replay', id, '-i', 'who=Ben', '--breakpoint', 'ret', '--output', 'json')
    const replay = JSON.parse(replayed.out).id
    await test.idle()
    expect(await read(replay)).toMatchObject({ state: { current: 'BREAKPOINT' }, inputs: { who: 'Ben' } })
    await runOn('execution', 'continue', replay, '--breakpoints', '')
    await test.idle()
    expect((await read(replay)).state.current).toBe('SUCCESS')
  })

  it('forces what waits, and deletes', async () => {
    const later = await idOf('hello', '--schedule', '2099-01-01T00:00:00Z')
    expect((await read(later)).state.current).toBe('CREATED')
    expect((await runOn('execution', 'force-run', later, '--reason', 'now')).code).toBe(0)
    await test.idle()
    expect((await read(later)).state.current).toBe('SUCCESS')
    const { executionId } = await openGate()
    expect((await runOn('execution', 'delete', later, executionId)).code).toBe(1)
    const deleted = await runOn('execution', 'delete', later, executionId, '--force', '--keep-logs')
    expect(deleted).toMatchObject({ code: 0, out: '2 deleted' })
    expect((await runOn('execution', 'get', later)).err).toContain('EXECUTION_NOT_FOUND')
  })
})

describe('executions', () => {
  it('are started; with --wait the exit code tells how they ended', async () => {
    const good = await runOn('execution', 'run', 'team.api', 'hello', '-i', 'who=Ana', '--wait')
    expect(good).toMatchObject({ code: 0, err: '' })
    expect(good.out).toMatch(/^\S+ {2}SUCCESS$/)
    const bad = await runOn('execution', 'run', 'team.api', 'failing', '--wait')
    expect(bad.code).toBe(1)
    expect(bad.out).toMatch(/^\S+ {2}FAILED$/)
  })

  it('are shown as lines for people and as one JSON document for programs', async () => {
    const started = await runOn('execution', 'run', 'team.api', 'hello', '-i', 'who=Ana', '--wait', '--output', 'json')
    const { id } = JSON.parse(started.out)
    const text = await runOn('execution', 'get', id)
    expect(text.out).toMatch(/^team\.api\.hello revision 1: SUCCESS\nTASK +VALUE +STATE +ATTEMPTS\nret +SUCCESS +1/)
    const json = await runOn('execution', 'get', id, '--output', 'json')
    expect(JSON.parse(json.out)).toMatchObject({ id, inputs: { who: 'Ana' }, state: { current: 'SUCCESS' } })
    const logs = await runOn('execution', 'logs', id)
    expect(logs.out).toMatch(/INFO {2}log {2}Hello Ana$/)
  })

  it('take files as inputs, and texts that only begin like one', async () => {
    const flow = `
id: takes_file
namespace: team.api
inputs: [{ id: f, type: FILE }, { id: s, type: STRING }]
tasks: [{ id: r, type: io.kestra.plugin.core.debug.Return, format: "{{ read(inputs.f) }} {{ inputs.s }}" }]
`
    await runOn('flow', 'apply', fileOf(flow))
    const path = join(directory, 'list.csv')
    writeFileSync(path, 'a,b')
    const start = (...inputs: readonly string[]) =>
      runOn('execution', 'run', 'team.api', 'takes_file', '--wait', '--output', 'json', ...inputs)
    const started = await start('-i', `f=@${path}`, '-i', 's=@@ana')
    const { inputs, taskRunList } = JSON.parse(started.out)
    expect(inputs.f).toMatch(/\/inputs\/f\/list\.csv$/)
    expect(taskRunList[0].outputs).toEqual({ value: 'a,b @ana' })
    const refused = await start('-i', 'f=@/nowhere/list.csv', '-i', 's=x')
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('f=@@') })
  })

  it('are listed by state', async () => {
    const { executionId } = await openGate()
    const paused = await runOn('execution', 'list', '--state', 'paused')
    expect(paused.out).toContain(executionId)
    const killed = await runOn('execution', 'list', '--state', 'KILLED', '--flow', 'gate')
    expect(killed.out).not.toContain(executionId)
  })

  it('are killed, and resumed where they wait', async () => {
    const first = await openGate()
    expect(await runOn('execution', 'kill', first.executionId)).toMatchObject({ code: 0, err: '' })
    const second = await openGate()
    expect(await runOn('execution', 'resume', second.executionId, '-i', 'approved=true')).toMatchObject({ code: 0 })
    await test.idle()
    const state = async (id: string) => JSON.parse((await runOn('execution', 'get', id, '--output', 'json')).out).state
    expect((await state(first.executionId)).current).toBe('KILLED')
    expect((await state(second.executionId)).current).toBe('SUCCESS')
  })
})

describe('approval requests', () => {
  it('are shown with their form and what they belong to', async () => {
    const { executionId, requestId } = await openGate()
    const { out } = await runOn('approval', 'show', requestId)
    expect(out).toContain(`team.api.gate, task approval, execution ${executionId}`)
    expect(out).toMatch(/^ {2}approved {2}BOOLEAN, required/m)
    expect(out).toMatch(/^ {2}level {2}SELECT$/m)
  })

  it('are decided once; the second answer is told who was first', async () => {
    const { requestId } = await openGate()
    const first = await runOn('approval', 'decide', requestId, '-i', 'approved=true', '-m', 'looks good')
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(first.out).toMatch(/^SETTLED: \S+ by Ana$/)
    const second = await runOn('approval', 'decide', requestId, '-i', 'approved=false')
    expect(second).toMatchObject({ code: 1, out: '' })
    expect(second.err).toMatch(/Ana.*\[APPROVAL_ALREADY_DECIDED\]/)
  })

  it('give the first answer again under the same key', async () => {
    const { requestId } = await openGate()
    const decide = ['approval', 'decide', requestId, '-i', 'approved=true', '--key', 'once']
    await runOn(...decide)
    const again = await runOn(...decide)
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('(answered before with this key)') })
  })
})

describe('expressions', () => {
  it('are rendered with a context and without a server', async () => {
    const rendered = await run(['expression', 'eval', 'Hello {{ name | upper }}', '--context', '{"name": "Ana"}'])
    expect(rendered).toEqual({ code: 0, out: 'Hello ANA', err: '' })
    const fromFile = await run(['expression', 'eval', '{{ name }}', '--context', '@context.json'])
    expect(fromFile).toEqual({ code: 0, out: 'file', err: '' })
    const json = await run(['expression', 'eval', '{{ 1 + 1 }}', '--output', 'json'])
    expect(JSON.parse(json.out)).toEqual({ result: '2' })
  })

  it('that are wrong end with code 1 and the place', async () => {
    const { code, out, err } = await run(['expression', 'eval', '{{ missing.thing }}', '--context', '{}'])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(/line 1, column/)
  })

  it('are rendered against an execution', async () => {
    const started = await runOn('execution', 'run', 'team.api', 'hello', '-i', 'who=Ana', '--wait', '--output', 'json')
    const { id } = JSON.parse(started.out)
    const { out } = await runOn('expression', 'eval', '{{ outputs.ret.value }}', '--execution', id)
    expect(out).toBe('Hello Ana')
    const wrong = await runOn('expression', 'eval', '{{ outputs.nothing.value }}', '--execution', id)
    expect(wrong).toMatchObject({ code: 1, out: '' })
  })
})

describe('config print', () => {
  it('shows every setting with its source and no secret', async () => {
    const { code, out } = await run(['config', 'print'], {
      COUNTERSIGN_PORT: '9000',
      COUNTERSIGN_MAIL_PASSWORD: 'mail-word',
      COUNTERSIGN_DATABASE_URL: 'postgres://u:db-word@host/db',
    })
    expect(code).toBe(0)
    expect(out).toMatch(/^port = 9000 {2}\(environment\)$/m)
    expect(out).toMatch(/^host = "127\.0\.0\.1" {2}\(default\)$/m)
    expect(out).toMatch(/^mail\.password = \*{6} {2}\(environment\)$/m)
    expect(out).not.toMatch(/mail-word|db-word/)
  })

  it('lists all that is wrong at once, with code 1', async () => {
    const { code, err } = await run(['config', 'print'], { COUNTERSIGN_PROT: '1', COUNTERSIGN_MAIL_SECURITY: 'maybe' })
    expect(code).toBe(1)
    expect(err).toContain('COUNTERSIGN_PROT: no such setting; did you mean COUNTERSIGN_PORT?')
    expect(err).toContain('COUNTERSIGN_MAIL_SECURITY: ')
    expect(err).toContain('[CONFIG_INVALID]')
  })
})

describe('triggers', () => {
  const schedule = `id: nightly
namespace: team.api
inputs:
  - id: who
    type: STRING
    defaults: Ana
triggers:
  - id: every_night
    type: io.kestra.plugin.core.trigger.Schedule
    cron: 0 3 * * *
tasks:
  - id: ret
    type: io.kestra.plugin.core.debug.Return
    format: "{{ inputs.who }}"
`
  const name = ['team.api', 'nightly', 'every_night']

  it('are listed, enabled, disabled, unlocked, and make up for the past', async () => {
    await runOn('flow', 'apply', fileOf(schedule))
    const list = async (...flags: readonly string[]) => (await runOn('trigger', 'list', ...flags)).out
    expect(await list('--namespace', 'team.api', '--flow', 'nightly')).toMatch(/every_night +2026-11-25T03:00/)
    expect((await runOn('trigger', 'disable', ...name)).out).toBe('team.api.nightly.every_night is disabled')
    expect(await list()).toMatch(/^team\.api\.nightly\.every_night +disabled +/m)
    expect((await runOn('trigger', 'enable', ...name)).out).toBe('team.api.nightly.every_night is enabled')

    const free = await runOn('trigger', 'unlock', ...name)
    expect(free).toMatchObject({ code: 1, err: expect.stringContaining('[TRIGGER_NOT_LOCKED]') })

    const range = ['--start', '2020-02-28T12:00:00Z', '--end', '2020-03-01T12:00:00Z']
    const filled = await runOn('trigger', 'backfill', ...name, ...range, '-i', 'who=Emma', '-l', 'why=audit')
    expect(filled).toMatchObject({ code: 0, out: expect.stringContaining('since 2020-02-28T12:00:00Z') })
    await test.idle()
    const { results } = JSON.parse((await runOn('execution', 'list', '--flow', 'nightly', '--output', 'json')).out)
    expect(results).toHaveLength(2)
    expect(results[0]).toMatchObject({ inputs: { who: 'Emma' }, trigger: { id: 'every_night' } })
    await runOn('flow', 'apply', fileOf(schedule.replace('triggers:\n  - ', 'triggers:\n  - disabled: true\n    ')))
    expect(await list()).toMatch(/every_night +disabled in the flow/)
  })
})

describe('tokens', () => {
  it('are made, listed without their secret, and revoked', async () => {
    const made = await runOn('token', 'create', 'nightly', '--expires', '2027-01-01T00:00:00Z', '--output', 'json')
    const { id, token } = JSON.parse(made.out)
    const listed = await runOn('token', 'list')
    expect(listed.out).toMatch(/nightly +Ana +2027-01-01T00:00:00/)
    expect(listed.out).not.toContain(token)
    expect(await runOn('token', 'revoke', id)).toMatchObject({ code: 0 })
    expect((await runOn('token', 'list')).out).toContain('revoked ')
  })
})

describe('secrets', () => {
  it('are read from standard input, listed without values, and deleted', async () => {
    typed = 'hunter2\n'
    const made = await runOn('secret', 'set', 'team.cli', 'token', '--description', 'for tests', '--tag', 'team=hr')
    expect(made).toMatchObject({ code: 0, out: 'token is kept in team.cli' })
    const listed = await runOn('secret', 'list', 'team.cli')
    expect(listed.out).toContain('token     for tests    team=hr')
    expect(listed.out).not.toContain('hunter2')
    expect(await runOn('secret', 'delete', 'team.cli', 'token')).toMatchObject({ code: 0 })
    expect(await runOn('secret', 'delete', 'team.cli', 'token')).toMatchObject({ code: 1 })
    expect(await runOn('secret', 'rotate')).toMatchObject({ code: 0, out: '0 secrets were sealed anew' })
  })

  it('are not taken from an empty input', async () => {
    typed = ''
    const refused = await runOn('secret', 'set', 'team.cli', 'token')
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('standard input') })
  })
})
