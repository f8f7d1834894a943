import { readFileSync } from 'node:fs'
import { runCommandLine } from './cli/program.ts'
import { readVersion } from './compose/installed-files.ts'

process.exitCode = await runCommandLine(
  process.argv.slice(2),
  {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
    environment: process.env,
    isTerminal: process.stderr.isTTY === true,
    readFile: (path) => readFileSync(path, 'utf8'),
    readInput: () => readFileSync(0, 'utf8'),
  },
  readVersion(),
)
