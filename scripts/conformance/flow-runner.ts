import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ServerProcess, startServer } from '../../test/support/server-process.ts'
import { checkout, pinnedNode } from '../bootstrap/checkout.mjs'
import type { FlowCase } from './case-file.ts'
import type { CaseRun } from './case-run.ts'

/** Starts a server for conformance runs: from source, on an empty temporary data directory. */
export function startConformanceServer(): Promise<ServerProcess> {
  return startServer({
    environment: {
      COUNTERSIGN_LOG_LEVEL: 'warn',
      COUNTERSIGN_ENCRYPTION_SECRET_KEY: randomBytes(32).toString('base64'),
    },
  })
}

/**
 * Runs recorded flows against a server with `conformance/run-flows.mjs`, whose lines are printed as they come.
 *
 * @param options.jobs how many cases run at a time
 */
export async function runFlowCases(
  cases: readonly FlowCase[],
  server: ServerProcess,
  options: { readonly jobs: number; readonly verbose: boolean },
): Promise<CaseRun> {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-conformance-'))
  const file = join(directory, 'cases.json')
  writeFileSync(file, JSON.stringify(cases))
  const different = new Set<string>()
  const ids = new Set(cases.map(({ id }) => id))
  try {
    await forEachLine(
      [
        join(checkout, 'conformance', 'run-flows.mjs'),
        ...['--base', server.baseUrl],
        ...['--auth', `${server.admin.username}:${server.admin.password}`],
        ...['--jobs', String(options.jobs)],
        ...(options.verbose ? ['--verbose'] : []),
        file,
      ],
      (line) => {
        console.log(line)
        // A case that differs is printed as `<id>: [<level>] …`.
        const id = /^([\w.-]+): \[/.exec(line)?.[1]
        if (id !== undefined && ids.has(id)) different.add(id)
      },
    )
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
  return { different, run: new Set(cases.filter((one) => one.deviation === undefined).map(({ id }) => id)) }
}

async function forEachLine(args: readonly string[], handle: (line: string) => void): Promise<void> {
  const child = spawn(pinnedNode, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let rest = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    lines.forEach(handle)
  })
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  if (rest !== '') handle(rest)
  if (code !== 0) throw new Error(`conformance/run-flows.mjs ended with ${code}.`)
}
