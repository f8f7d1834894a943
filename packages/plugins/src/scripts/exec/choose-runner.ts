import { type TaskContext, TaskFailure } from '@countersign/plugin-sdk'
import { createDockerRunner } from '../runners/docker-runner.ts'
import { createProcessRunner } from '../runners/process-runner.ts'
import type { Runner } from '../runners/runner.ts'
import type { ScriptInput } from './run-script.ts'
import { RUNNERS } from './script-properties.ts'

/**
 * Where to run: what `taskRunner` says, else the earlier `runner` and `docker`, else Docker when an image is named, else a
 * process. (Kestra's default is Docker, which a server of one process has no right to expect.)
 *
 * @throws TaskFailure when the settings of the server do not allow it
 */
export function chooseRunner(context: TaskContext, input: ScriptInput, defaultImage: string): Runner {
  const { scripts } = context.services
  if (scripts === undefined) {
    throw TaskFailure.fatal('This server runs no programs: its configuration says nothing of `scripts`.', {
      code: 'SCRIPT_FORBIDDEN',
    })
  }
  const { taskRunner, runner, docker, containerImage } = input
  const isDocker =
    taskRunner === undefined
      ? runner === 'DOCKER' || (runner === undefined && (docker !== undefined || containerImage !== undefined))
      : taskRunner.type === RUNNERS.docker
  if (!isDocker) return createProcessRunner(scripts)
  const options = taskRunner ?? docker ?? NO_OPTIONS
  const strategy = {
    fileHandlingStrategy: taskRunner?.fileHandlingStrategy ?? 'VOLUME',
    delete: taskRunner?.delete ?? true,
  }
  const name = `countersign-${context.idempotencyKey}`.replaceAll(/[^\w.-]/g, '-')
  const image = containerImage ?? options.image ?? defaultImage
  return createDockerRunner({ ...options, ...strategy, image, name }, scripts)
}

const NO_OPTIONS = {
  image: undefined,
  host: undefined,
  config: undefined,
  credentials: undefined,
  user: undefined,
  entryPoint: undefined,
  extraHosts: undefined,
  networkMode: undefined,
  volumes: undefined,
  pullPolicy: 'ALWAYS',
  cpu: undefined,
  memory: undefined,
  shmSize: undefined,
} as const
