import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Rendered, type ScriptSettings, TaskFailure, toJsonText } from '@countersign/plugin-sdk'
import { createArguments } from './docker-arguments.ts'
import type { dockerProperties } from './docker-properties.ts'
import { sortVariables } from './docker-variables.ts'
import { runProcess } from './run-process.ts'
import type { Program, Runner } from './runner.ts'

type DockerOptions = Rendered<typeof dockerProperties>

export interface DockerRunnerOptions extends DockerOptions {
  readonly fileHandlingStrategy: 'VOLUME' | 'MOUNT'
  readonly delete: boolean
  /** Tells containers of one attempt from those of others. */
  readonly name: string
}

/** Where programs find their files when these are copied into the container. */
const DIRECTORY_INSIDE = '/countersign'

/**
 * Programs in containers, made by the docker program: what it knows of engines, contexts and logins counts here too. Files are
 * copied in and out, so that the engine may be on another machine, or the server itself in a container; MOUNT saves the copies.
 *
 * @throws TaskFailure when the settings of the server do not allow it
 */
export function createDockerRunner(options: DockerRunnerOptions, settings: ScriptSettings): Runner {
  if (!settings.docker) {
    throw TaskFailure.fatal('This server runs no containers (setting `scripts.docker`).', { code: 'SCRIPT_FORBIDDEN' })
  }
  if ((options.volumes?.length ?? 0) > 0 && !settings.dockerVolumes) {
    const message = 'Containers may mount no directories of this server’s machine (setting `scripts.dockerVolumes`).'
    throw TaskFailure.fatal(message, { code: 'SCRIPT_FORBIDDEN' })
  }
  const isMounted = options.fileHandlingStrategy === 'MOUNT'
  const workingDirectoryOf = (directory: string) => (isMounted ? directory : DIRECTORY_INSIDE)
  return {
    workingDirectoryOf,
    async run(program) {
      const docker = await openDocker(options, settings, program)
      const inside = workingDirectoryOf(program.directory)
      try {
        await docker.create((variables) => createArguments(options, program, inside, isMounted, variables))
        const copied = `${options.name}:${inside}/.`
        if (!isMounted) await docker.do('copy files into it', ['cp', `${program.directory}/.`, copied])
        const code = await docker.attach(['start', '--attach', options.name])
        if (!isMounted) await docker.do('copy files out of it', ['cp', copied, program.directory])
        return code
      } finally {
        await docker.close()
      }
    },
  }
}

interface Docker {
  /** Makes the container; `args` are those of `docker create`, by what it is to be told of the variables. */
  create(args: (variables: Parameters<typeof createArguments>[4]) => readonly string[]): Promise<void>
  /** Runs one command whose output matters only when it fails. */
  do(what: string, args: readonly string[]): Promise<void>
  /** Runs one command whose output is that of the program. */
  attach(args: readonly string[]): Promise<number>
  close(): Promise<void>
}

async function openDocker(
  options: DockerRunnerOptions,
  { dockerCommand, environment, dockerEnvironment }: ScriptSettings,
  program: Program,
): Promise<Docker> {
  const own = { ...environment, ...dockerEnvironment }
  const { byEnvironment, file } = sortVariables(program.env, own)
  // Docker works in a directory that flows cannot write to: helpers that their `config` names are looked for from there.
  const directory = await mkdtemp(join(dirname(program.directory), 'docker-'))
  const config = configOf(options)
  const start = [
    dockerCommand,
    ...(config === null ? [] : ['--config', directory]),
    ...(options.host === undefined ? [] : ['--host', options.host]),
  ]
  const common = { env: own, directory, signal: program.signal }
  let isThere = false
  async function say(what: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
    const said: string[] = []
    const onLine = (line: string) => void said.push(line)
    const code = await runProcess({ ...common, env, command: [...start, ...args], onLine })
    if (code !== 0) throw dockerFailure(what, code, said)
  }
  async function remove(): Promise<void> {
    // Not under the signal: a container that was stopped is removed all the same. What cannot be removed was never made.
    const command = [...start, 'rm', '--force', '--volumes', options.name]
    const signal = AbortSignal.timeout(REMOVAL_MS)
    await runProcess({ ...common, command, signal, onLine() {} }).catch(() => {})
  }
  return {
    async create(args) {
      if (config !== null) await writeFile(join(directory, 'config.json'), config, { mode: 0o600 })
      const envFile = file === '' ? null : join(directory, 'variables')
      if (envFile !== null) await writeFile(envFile, file, { mode: 0o600 })
      const known = args({ names: Object.keys(byEnvironment), file: envFile })
      isThere = true
      const make = () => say('make the container', ['create', ...known], { ...byEnvironment, ...own })
      await make().catch(async (error: unknown) => {
        if (!isNameTaken(error)) throw error
        // The name is that of this attempt alone: a server that died while it ran has left the container.
        await remove()
        await make()
      })
    },
    do: (what, args) => say(what, args, own),
    attach: (args) => runProcess({ ...common, command: [...start, ...args], onLine: program.onLine }),
    async close() {
      if (isThere && options.delete) await remove()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** How long the engine may take to remove a container. */
const REMOVAL_MS = 30_000

function isNameTaken(error: unknown): boolean {
  return error instanceof TaskFailure && /container name .* already in use/i.test(error.message)
}

function dockerFailure(what: string, code: number, said: readonly string[]): TaskFailure {
  const text = said
    .filter((line) => line.trim() !== '')
    .slice(-5)
    .join('\n')
  if (code === 127) {
    const message =
      'There is no docker program on this machine. Install it, name it in the setting `scripts.dockerCommand`, or use the Process runner.'
    return TaskFailure.fatal(message, { code: 'DOCKER_UNAVAILABLE' })
  }
  if (
    /cannot connect to the docker daemon|is the docker daemon running|connection refused|no such host|dial unix/i.test(
      text,
    )
  ) {
    const message = `The Docker engine cannot be reached. Start it, name it in \`taskRunner.host\`, or use the Process runner. Docker says: ${text}`
    return TaskFailure.retryable(message, { code: 'DOCKER_UNAVAILABLE' })
  }
  return TaskFailure.retryable(`Docker could not ${what} (exit code ${code}): ${text}`, { code: 'DOCKER_FAILED' })
}

/** The text of a `config.json` with the logins; null leaves docker its own. */
function configOf({ config, credentials }: DockerRunnerOptions): string | null {
  if (credentials !== undefined) {
    const { registry = 'https://index.docker.io/v1/', username = '', password = '', auth } = credentials
    const login = {
      auth: auth ?? Buffer.from(`${username}:${password}`).toString('base64'),
      ...(credentials.identityToken === undefined ? {} : { identitytoken: credentials.identityToken }),
      ...(credentials.registryToken === undefined ? {} : { registrytoken: credentials.registryToken }),
    }
    return toJsonText({ auths: { [registry]: login } })
  }
  if (config === undefined || config === null) return null
  return typeof config === 'string' ? config : toJsonText(config)
}
