import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  captureOutputFiles,
  putInputFiles,
  putNamespaceFiles,
  type Rendered,
  type TaskContext,
  TaskFailure,
  type TaskResult,
  type ValueMap,
} from '@countersign/plugin-sdk'
import type { Runner } from '../runners/runner.ts'
import { chooseRunner } from './choose-runner.ts'
import { parseOutputLine } from './output-line.ts'
import { fetchStoredFiles, renderMap, renderTexts } from './render-late.ts'
import type { scriptProperties } from './script-properties.ts'

export type ScriptInput = Rendered<typeof scriptProperties>

/** What a task type makes of its own properties once the directories are known. */
export interface ScriptPlan {
  /** Image when the flow names none. */
  readonly defaultImage: string
  /** Variables that every program of the language gets; those of the flow win. */
  readonly env?: Readonly<Record<string, string>>
  /** Gives the commands, and writes what they need into the directory. `variables` are what expressions see beside the rest. */
  commands(directory: ScriptDirectory, variables: ValueMap): Promise<readonly string[]>
}

/** The directory of a program: where the server and where the program sees it. */
export interface ScriptDirectory {
  readonly outside: string
  readonly inside: string
}

const OUTPUT_DIRECTORY = 'output'

/**
 * Runs commands: files first, then the program with its lines as logs, then the files that it made. Lines `::{...}::` give outputs
 * and measurements. An exit code other than 0 fails the task; what was found out so far is kept as its outputs.
 */
export async function runScript(context: TaskContext, input: ScriptInput, plan: ScriptPlan): Promise<TaskResult> {
  const runner = chooseRunner(context, input, plan.defaultImage)
  const outside = await context.workingDir()
  const directory = { outside, inside: runner.workingDirectoryOf(outside) }
  const variables = await prepareDirectory(context, input, directory)
  const command = await commandOf(context, input, plan, directory, variables)
  const env = await environmentOf(context, input, plan, variables)
  const heard = { vars: {}, stderrLines: 0 }
  const exitCode = await runHearing(context, runner, { command, env, directory: outside }, heard)
  const outputs = { vars: heard.vars, exitCode, outputFiles: await storeFiles(context, input) }
  if (exitCode !== 0) {
    throw TaskFailure.retryable(`The commands ended with exit code ${exitCode}; their lines are in the log.`, {
      code: 'SCRIPT_FAILED',
      outputs,
    })
  }
  return { outputs, state: input.warningOnStdErr && heard.stderrLines > 0 ? 'WARNING' : 'SUCCESS' }
}

/** Writes the files that the program finds, and gives what its expressions see. */
async function prepareDirectory(
  context: TaskContext,
  input: ScriptInput,
  { outside, inside }: ScriptDirectory,
): Promise<ValueMap> {
  const { namespaceFiles, outputDirectory, runner } = input
  // With the earlier form of runners Kestra always has the directory of outputs.
  const hasOutputDirectory = outputDirectory || runner !== undefined
  if (hasOutputDirectory) await mkdir(join(outside, OUTPUT_DIRECTORY), { recursive: true })
  const variables = {
    workingDir: inside,
    ...(hasOutputDirectory ? { outputDir: `${inside}/${OUTPUT_DIRECTORY}` } : {}),
  }
  if (namespaceFiles?.enabled === true) {
    const { namespaces, include, exclude } = namespaceFiles
    await putNamespaceFiles(context, {
      ...(namespaces === undefined ? {} : { namespaces }),
      ...(include === undefined ? {} : { include }),
      ...(exclude === undefined ? {} : { exclude }),
    })
  }
  await putInputFiles(context, await renderMap(context, input.inputFiles, variables, 'inputFiles'))
  return variables
}

async function commandOf(
  context: TaskContext,
  input: ScriptInput,
  plan: ScriptPlan,
  directory: ScriptDirectory,
  variables: ValueMap,
): Promise<readonly string[]> {
  const before = await renderTexts(context, input.beforeCommands, variables, 'beforeCommands')
  const commands = [...before, ...(await plan.commands(directory, variables))]
  const local = await fetchStoredFiles(context, commands, directory.inside)
  // Interpreters that are no shells would take the line for one of their own.
  const isShell = /sh$/.test(input.interpreter[0] ?? '')
  return [...input.interpreter, [...(input.failFast && isShell ? ['set -e'] : []), ...local].join('\n')]
}

async function environmentOf(
  context: TaskContext,
  input: ScriptInput,
  plan: ScriptPlan,
  variables: ValueMap,
): Promise<Readonly<Record<string, string>>> {
  const { workingDir, outputDir } = variables
  return {
    WORKING_DIR: String(workingDir),
    ...(outputDir === undefined ? {} : { OUTPUT_DIR: String(outputDir) }),
    ...plan.env,
    ...(await renderMap(context, input.env, variables, 'env')),
  }
}

function runHearing(
  context: TaskContext,
  runner: Runner,
  program: {
    readonly command: readonly string[]
    readonly env: Readonly<Record<string, string>>
    readonly directory: string
  },
  heard: { vars: ValueMap; stderrLines: number },
): Promise<number> {
  return runner.run({
    ...program,
    signal: context.signal,
    onLine(line, stream) {
      if (stream === 'stderr') heard.stderrLines += 1
      const told = parseOutputLine(line)
      if (told === undefined) return context.log(stream === 'stderr' ? 'ERROR' : 'INFO', line)
      heard.vars = { ...heard.vars, ...told.outputs }
      for (const { name, type, value, tags } of told.metrics) context.metric(name, type, value, tags)
      for (const { level, message } of told.logs) context.log(level, message)
    },
  })
}

async function storeFiles(context: TaskContext, input: ScriptInput): Promise<ValueMap> {
  const hasOutputDirectory = input.outputDirectory || input.runner !== undefined
  const globs = [...(input.outputFiles ?? []), ...(hasOutputDirectory ? [`${OUTPUT_DIRECTORY}/**`] : [])]
  if (globs.length === 0) return {}
  const stored = await captureOutputFiles(context, globs)
  const prefix = `${OUTPUT_DIRECTORY}/`
  return Object.fromEntries(
    Object.entries(stored).map(([path, uri]) => [
      hasOutputDirectory && path.startsWith(prefix) ? path.slice(prefix.length) : path,
      uri,
    ]),
  )
}
