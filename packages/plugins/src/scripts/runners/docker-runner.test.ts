import { access, chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ValueMap } from '@countersign/plugin-sdk'
import { runTask } from '@countersign/plugin-sdk/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isRunning } from '../../testing/is-running.ts'
import { scriptServices } from '../../testing/script-services.ts'
import { shellCommands } from '../shell/shell-commands/task.ts'

/*
 * A docker program that keeps containers as directories: what is copied in is there, and `start` runs the command in it. Machines
 * of tests have no engine; what our side of the conversation is can be seen all the same.
 */
const FAKE = `#!/bin/sh
here=$(dirname "$0")
printf '%s\\n' "$(printf '%s' "$*" | tr '\\n' ' ')" >> "$here/calls"
printenv > "$here/host"; pwd >> "$here/places"
while [ "\${1#--}" != "$1" ]; do
  [ "$1" = --config ] && cat "$2/config.json" >> "$here/config"
  shift 2
done
case "$1" in
  create) cp "$here/host" "$here/host-of-create"
    [ -e "$here/down" ] && { cat "$here/down" >&2; exit 1; }
    [ -e "$here/taken" ] && { echo 'Conflict. The container name "/x" is already in use by container "1".' >&2; exit 1; }
    shift; mkdir -p "$here/box"; : > "$here/env"
    while :; do case "$1" in
      --init|--oom-kill-disable) shift ;;
      --env) printf '%s=%s\\n' "$2" "$(printenv "$2")" >> "$here/env"; shift 2 ;;
      --env-file) cat "$2" >> "$here/env"; ls -l "$2" > "$here/mode"; shift 2 ;;
      --*) shift 2 ;;
      *) break ;;
    esac; done
    shift; printf '%s' "$3" > "$here/script"; echo id ;;
  cp) case "$2" in *:*) cp -R "$here/box/." "$3" ;; *) cp -R "$2" "$here/box" ;; esac ;;
  start) cd "$here/box" && exec sh "$here/script" ;;
  rm) rm -rf "$here/box"; [ -e "$here/stays" ] || rm -f "$here/taken" ;;
esac
`

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'countersign-docker-'))
  await writeFile(join(directory, 'docker'), FAKE)
  await chmod(join(directory, 'docker'), 0o755)
})
afterEach(() => rm(directory, { recursive: true, force: true }))

const services = (more = {}) => scriptServices({ dockerCommand: join(directory, 'docker'), ...more })
const DOCKER = 'io.kestra.plugin.scripts.runner.docker.Docker'
const calls = async () => (await readFile(join(directory, 'calls'), 'utf8')).trim().split('\n')

function run(
  properties: ValueMap,
  more: { readonly signal?: AbortSignal; readonly onLog?: () => void; readonly settings?: object } = {},
) {
  const { settings = {}, ...context } = more
  return runTask(shellCommands, properties, { context: { services: services(settings), ...context } })
}

describe('The Docker runner', () => {
  it('makes a container, copies files in, runs the commands, copies files out, and removes it', async () => {
    const outcome = await run({
      taskRunner: { type: DOCKER, pullPolicy: 'IF_NOT_PRESENT', memory: { memory: '128M' }, cpu: { cpus: 0.5 } },
      containerImage: 'alpine:3',
      inputFiles: { 'in.txt': 'copied\n' },
      outputFiles: ['out.txt'],
      env: { GREETING: 'hush' },
      commands: ['cat in.txt', 'echo made > out.txt'],
    })
    expect(outcome).toMatchObject({
      state: 'SUCCESS',
      failure: null,
      outputs: { outputFiles: { 'out.txt': expect.any(String) } },
    })
    expect(outcome.logs).toEqual([{ level: 'INFO', message: 'copied' }])
    const [create, copyIn, start, copyOut, remove] = await calls()
    expect(create).toContain(
      'create --name countersign-idempotency-key --workdir /countersign --pull missing --volume /countersign --init',
    )
    expect(create).toContain('--cpus 0.5 --memory 128M --env WORKING_DIR --env GREETING alpine:3 /bin/sh -c set -e')
    expect(create).not.toContain('hush')
    expect(await readFile(join(directory, 'env'), 'utf8')).toContain('GREETING=hush')
    expect(copyIn).toMatch(/^cp \/.*\/\. countersign-idempotency-key:\/countersign\/\.$/)
    expect(start).toBe('start --attach countersign-idempotency-key')
    expect(copyOut).toMatch(/^cp countersign-idempotency-key:\/countersign\/\. \//)
    expect(remove).toBe('rm --force --volumes countersign-idempotency-key')
  })

  it.each<[ValueMap, string]>([
    [{ containerImage: 'alpine' }, ' alpine /bin/sh'],
    [{ runner: 'DOCKER', docker: { image: 'alpine' } }, ' alpine /bin/sh'],
    [{ docker: { image: 'alpine' } }, ' alpine /bin/sh'],
    [{ taskRunner: { type: DOCKER } }, ' ubuntu /bin/sh'],
  ])('is taken with %j', async (more, part) => {
    expect((await run({ commands: ['true'], ...more })).failure).toBeNull()
    expect((await calls())[0]).toContain(part)
  })

  it('works in the directory of the server when it is mounted', async () => {
    await run({ taskRunner: { type: DOCKER, fileHandlingStrategy: 'MOUNT' }, commands: ['true'] })
    const [create, start] = await calls()
    expect(create).toMatch(/--workdir (\S+) --pull always --volume \1:\1 /)
    expect(start).toContain('start --attach')
  })

  it('gives logins to docker in a file that goes nowhere else', async () => {
    const credentials = { registry: 'registry.example.org', username: 'ana', password: 'hush' }
    const outcome = await run({ taskRunner: { type: DOCKER, credentials }, commands: ['ls -a'] })
    const login = Buffer.from('ana:hush').toString('base64')
    const config = await readFile(join(directory, 'config'), 'utf8')
    expect(config).toContain(JSON.stringify({ auths: { 'registry.example.org': { auth: login } } }))
    expect(JSON.stringify([outcome, await calls()])).not.toMatch(/hush|config\.json"/)
  })

  it('gives the exit code of the commands, and keeps the container when it is told to', async () => {
    const outcome = await run({ taskRunner: { type: DOCKER, delete: false }, commands: ['exit 4'] })
    expect(outcome).toMatchObject({ outputs: { exitCode: 4 }, failure: { code: 'SCRIPT_FAILED' } })
    expect((await calls()).join()).not.toContain('rm --force')
  })

  it('says what to do when there is no engine', async () => {
    await writeFile(join(directory, 'down'), 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock.')
    const { failure } = await run({ containerImage: 'alpine', commands: ['true'] })
    expect(failure).toMatchObject({ code: 'DOCKER_UNAVAILABLE', retryable: true })
    expect(failure?.message).toContain('Start it, name it in `taskRunner.host`, or use the Process runner.')
  })

  it('passes on what docker says when the container cannot be made', async () => {
    await writeFile(join(directory, 'down'), 'manifest for alpine:99 not found')
    const { failure } = await run({ containerImage: 'alpine:99', commands: ['true'] })
    expect(failure).toMatchObject({
      code: 'DOCKER_FAILED',
      message: 'Docker could not make the container (exit code 1): manifest for alpine:99 not found',
    })
  })

  it('takes the place of the container that an attempt before a crash has left', async () => {
    await writeFile(join(directory, 'taken'), '')
    const outcome = await run({ containerImage: 'alpine', commands: ['echo done'] })
    expect(outcome).toMatchObject({ failure: null, logs: [{ message: 'done' }] })
    const verbs = (await calls()).map((line) => line.split(' ')[0])
    expect(verbs).toEqual(['create', 'rm', 'create', 'cp', 'start', 'cp', 'rm'])
  })

  it('says so when that container cannot be removed', async () => {
    await writeFile(join(directory, 'taken'), '')
    await writeFile(join(directory, 'stays'), '')
    const { failure } = await run({ containerImage: 'alpine', commands: ['true'] })
    expect(failure).toMatchObject({ code: 'DOCKER_FAILED', message: expect.stringContaining('already in use') })
    expect((await calls()).filter((line) => line.startsWith('create'))).toHaveLength(2)
  })

  it('says so when there is no docker program', async () => {
    const { failure } = await run(
      { containerImage: 'x', commands: ['true'] },
      { settings: { dockerCommand: '/no/docker' } },
    )
    expect(failure).toMatchObject({ code: 'DOCKER_UNAVAILABLE', retryable: false })
  })

  it('mounts no directories of the machine, and runs nothing at all, where the settings forbid it', async () => {
    const volumes = { taskRunner: { type: DOCKER, volumes: ['/etc:/etc'] }, commands: ['true'] }
    expect((await run(volumes)).failure?.message).toContain('scripts.dockerVolumes')
    expect((await run(volumes, { settings: { dockerVolumes: true } })).failure).toBeNull()
    expect((await run(volumes, { settings: { docker: false } })).failure?.message).toContain('scripts.docker')
  })

  it('keeps variables that programs of the machine act upon out of their environment', async () => {
    const env = { LD_PRELOAD: './evil.so', PATH: '/opt/bin:/bin', NODE_ENV: 'test', DOCKER_HOST: 'tcp://192.0.2.1:1' }
    const properties = { containerImage: 'alpine', env: { ...env, GREETING: 'good\nday' }, commands: ['true'] }
    expect((await run(properties)).failure).toBeNull()
    const readOf = (name: string) => readFile(join(directory, name), 'utf8')
    const host = (await readOf('host-of-create')) + (await readOf('host'))
    for (const [name, value] of Object.entries(env)) {
      expect(host).not.toContain(`${name}=${value}`)
      expect(await readOf('env')).toContain(`${name}=${value}\n`)
    }
    expect(await readOf('env')).toContain('GREETING=good\nday\n')
    expect(await readOf('mode')).toMatch(/^-rw-------/)
    expect((await calls())[0]).toContain('--env WORKING_DIR --env GREETING alpine')
    expect((await calls())[0]).not.toContain('evil.so')
  })

  it.each(['LD_PRELOAD', 'docker_host', 'BASH_ENV', 'PATH'])('refuses %s with a line break', async (name) => {
    const properties = { containerImage: 'alpine', env: { [name]: 'a\nb' }, commands: ['true'] }
    const { failure } = await run(properties)
    expect(failure).toMatchObject({ code: 'DOCKER_VARIABLE_REFUSED', retryable: false })
    await expect(calls()).rejects.toThrow('ENOENT')
  })

  it('runs docker where the flow has no files, and leaves nothing there', async () => {
    await run({ containerImage: 'alpine', env: { PATH: '/bin' }, inputFiles: { x: 'y' }, commands: ['true'] })
    const [create, copyIn] = await calls()
    const places = new Set((await readFile(join(directory, 'places'), 'utf8')).trim().split('\n'))
    expect(places.size).toBe(1)
    const [place = ''] = places
    expect(create).toContain(`--env-file ${place}/variables`)
    expect(copyIn).not.toContain(place)
    await expect(access(place)).rejects.toThrow('ENOENT')
  })

  it.each(['--volume=/:/host', ' --privileged', '-v/:/host'])('takes no option for an image: %j', async (image) => {
    const taskRunner = { type: DOCKER, entryPoint: ['', 'alpine'] }
    const { failure } = await run({ taskRunner, containerImage: image, commands: ['true'] })
    expect(failure).toMatchObject({ code: 'DOCKER_IMAGE_INVALID', retryable: false })
    await expect(calls()).rejects.toThrow('ENOENT')
  })

  it('removes the container when it is stopped', async () => {
    const stop = new AbortController()
    const pids: number[] = []
    const outcome = await runTask(
      shellCommands,
      { containerImage: 'alpine', commands: ['echo $$', 'sleep 600'] },
      {
        context: {
          services: services(),
          signal: stop.signal,
          onLog({ message }) {
            pids.push(Number(message))
            stop.abort(new Error('killed'))
          },
        },
      },
    )
    expect(outcome.failure?.message).toBe('killed')
    await expect.poll(() => pids.map(isRunning)).toEqual([false])
    expect((await calls()).at(-1)).toContain('rm --force')
  })
})
