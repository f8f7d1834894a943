import { p } from '@countersign/plugin-sdk'
import { dockerProperties } from '../runners/docker-properties.ts'
import { late } from './late-property.ts'

/** Names of the runners that there are. */
export const RUNNERS = {
  process: 'io.kestra.plugin.core.runner.Process',
  docker: 'io.kestra.plugin.scripts.runner.docker.Docker',
} as const

const taskRunnerProperties = {
  type: p.enum([RUNNERS.process, RUNNERS.docker]).mandatory(),
  ...dockerProperties,
  fileHandlingStrategy: p
    .enum(['VOLUME', 'MOUNT'])
    .default('VOLUME')
    .describe('VOLUME copies files into the container and back; MOUNT lets it work in the directory of the server.'),
  delete: p.boolean().default(true).describe('False keeps the container after its end.'),
  wait: p.boolean().describe('Accepted; the task ends with its container.'),
  version: p.string().describe('Accepted; there is one version.'),
}

/** What every task that runs programs has. */
export const scriptProperties = {
  taskRunner: p.object(taskRunnerProperties).describe('Where to run. Default: a process of the server’s machine.'),
  containerImage: p.string().describe('Image of the container; with it and without taskRunner, Docker is used.'),
  runner: p.enum(['PROCESS', 'DOCKER']).describe('Earlier form of taskRunner.'),
  docker: p.object(dockerProperties).describe('Earlier form of the properties of taskRunner.'),
  interpreter: p.list(p.string()).default(['/bin/sh', '-c']).describe('Program and arguments that get the commands.'),
  beforeCommands: late(p.list(p.string()).describe('Commands to run before, in the same shell.')),
  env: late(p.map(p.string()).describe('Environment variables.')),
  inputFiles: late(p.map(p.string()).describe('Files to write first: by name, a text or the URI of a stored file.')),
  outputFiles: p.list(p.string()).describe('Globs of files to store afterwards; their URIs are outputs.'),
  outputDirectory: p.boolean().default(false).describe('Whether there is `outputDir`, all of whose files are stored.'),
  namespaceFiles: p
    .object({
      enabled: p.boolean().default(true),
      namespaces: p.list(p.string()),
      include: p.list(p.string()),
      exclude: p.list(p.string()),
    })
    .describe('Files of namespaces to write first.'),
  failFast: p.boolean().default(true).describe('Stop at the first command that fails.'),
  warningOnStdErr: p.boolean().default(true).describe('Whether lines on standard error make the task WARNING.'),
  targetOS: p.enum(['LINUX', 'WINDOWS', 'AUTO']).describe('Accepted; programs run on Linux and macOS.'),
}
