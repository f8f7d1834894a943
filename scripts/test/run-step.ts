import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkout, nodeFlags, pinnedNode, toolEnvironment } from '../bootstrap/checkout.mjs'
import { type Outcome, outcomeOfExit, outcomeOfVitest } from './outcome.ts'
import type { CommandWork, VitestWork } from './steps.ts'

/** Runs a tool or a program of the workspace; its output goes where ours goes. */
export async function runCommand(work: CommandWork, signal: AbortSignal): Promise<Outcome> {
  return outcomeOfExit(await spawnTool(work.program, work.args, signal))
}

/**
 * Runs Vitest and counts its tests.
 *
 * @param filters paths that restrict which test files run, as Vitest takes them
 */
export async function runVitest(
  work: Pick<VitestWork, 'projects'>,
  filters: readonly string[],
  signal: AbortSignal,
): Promise<Outcome> {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-test-'))
  const report = join(directory, 'report.json')
  try {
    const projects = work.projects.flatMap((project) => ['--project', project])
    const args = [
      'run',
      ...projects,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...filters,
    ]
    return outcomeOfVitest(report, await spawnTool('vitest', args, signal))
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

async function spawnTool(program: string, args: readonly string[], signal: AbortSignal): Promise<number> {
  const [command, leading] =
    program === 'node' ? [pinnedNode, nodeFlags] : [join(checkout, 'node_modules', '.bin', program), []]
  const child = spawn(command, [...leading, ...args], {
    cwd: checkout,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: toolEnvironment(),
    shell: process.platform === 'win32' && program !== 'node',
  })
  const terminate = () => child.kill('SIGTERM')
  signal.addEventListener('abort', terminate)
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', reject)
      child.once('exit', (code) => resolve(code ?? 1))
    })
  } finally {
    signal.removeEventListener('abort', terminate)
  }
}
