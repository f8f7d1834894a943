import { TaskFailure } from '@countersign/plugin-sdk'
import type { DockerRunnerOptions } from './docker-runner.ts'
import type { Program } from './runner.ts'

const PULL = { ALWAYS: 'always', IF_NOT_PRESENT: 'missing', NEVER: 'never' } as const

/**
 * The arguments of `docker create`. Of variables, `names` are those whose values docker has in its environment, `file` is the path
 * of an `--env-file` with the others.
 *
 * @throws TaskFailure DOCKER_NO_IMAGE, DOCKER_IMAGE_INVALID
 */
export function createArguments(
  options: DockerRunnerOptions,
  program: Program,
  inside: string,
  isMounted: boolean,
  variables: { readonly names: readonly string[]; readonly file: string | null },
): readonly string[] {
  const { image, user, entryPoint, extraHosts = [], networkMode, volumes = [], cpu, memory, shmSize } = options
  if (image === undefined || image.trim() === '') {
    throw TaskFailure.fatal('There is no image: set `containerImage`.', { code: 'DOCKER_NO_IMAGE' })
  }
  // The image is the one argument without an option before it: docker would read such a one as an option, a mount for instance.
  if (image.trim().startsWith('-')) {
    throw TaskFailure.fatal(`The image ${JSON.stringify(image)} is no name of an image: it begins with a dash.`, {
      code: 'DOCKER_IMAGE_INVALID',
    })
  }
  const [program1, ...entryArguments] = entryPoint ?? ['']
  return [
    ...['--name', options.name, '--workdir', inside, '--pull', PULL[options.pullPolicy]],
    ...['--volume', isMounted ? `${program.directory}:${inside}` : inside],
    // An init process passes signals on and buries what the program leaves behind.
    '--init',
    ...['--entrypoint', program1 ?? ''],
    ...flag('--user', user),
    ...flag('--network', networkMode),
    ...extraHosts.flatMap((host) => ['--add-host', host]),
    ...volumes.flatMap((volume) => ['--volume', volume]),
    ...flag('--cpus', cpu?.cpus),
    ...flag('--memory', memory?.memory),
    ...flag('--memory-swap', memory?.memorySwap),
    ...flag('--memory-swappiness', memory?.memorySwappiness),
    ...flag('--memory-reservation', memory?.memoryReservation),
    ...(memory?.oomKillDisable === true ? ['--oom-kill-disable'] : []),
    ...flag('--shm-size', shmSize),
    // No values: as arguments all programs of this machine could read them.
    ...flag('--env-file', variables.file ?? undefined),
    ...variables.names.flatMap((name) => ['--env', name]),
    image,
    ...entryArguments,
    ...program.command,
  ]
}

function flag(name: string, value: string | number | undefined): readonly string[] {
  return value === undefined || value === '' ? [] : [name, String(value)]
}
