import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { ServerProcess } from '../../test/support/server-process.ts'
import { checkout } from '../bootstrap/checkout.mjs'
import { runProgram, UsageError } from '../bootstrap/run-program.ts'
import { type CaseFile, readCaseFile } from './case-file.ts'
import { askedIds, type Expectations } from './expectations.ts'
import { runExpressions } from './expression-runner.ts'
import { saveFlows } from './flow-directory.ts'
import { runFlowCases, startConformanceServer } from './flow-runner.ts'

const usage = `npm run conformance: recorded cases of the real Kestra, and flows that must be accepted.

  npm run conformance                                  both recorded files; what conformance/expected.json asks must hold
  npm run conformance -- --asked                       only the cases that are asked
  npm run conformance -- FILE … [--area if,slice]      cases of a file, or of some areas
  npm run conformance -- DIRECTORY …                   saves every flow of a directory
  npm run conformance -- … --min 95                    asks for a percentage of the cases instead
  … --jobs 4 --verbose                                 cases at a time; every difference of a case

Prints each difference and closing figures; exits 1 below what is asked, 2 when it was called wrongly.`

type Settings = {
  readonly paths: readonly string[]
  readonly areas: readonly string[]
  /** Percentage of the cases that must hold; undefined means what expected.json asks. */
  readonly min: number | undefined
  readonly askedOnly: boolean
  readonly jobs: number
  readonly verbose: boolean
}

/** What a part of the run found. */
type Verdict = { readonly name: string; readonly line: string; readonly held: boolean }

/** Starts the server when the first part needs it. */
type Server = { get(): Promise<ServerProcess>; close(): Promise<void> }

async function main(): Promise<number> {
  const settings = parseSettings()
  const server = lazyServer()
  const verdicts: Verdict[] = []
  try {
    for (const path of settings.paths) {
      if (!existsSync(path)) throw new UsageError(`There is no file or directory ${path}.`)
      verdicts.push(
        statSync(path).isDirectory()
          ? await checkDirectory(path, settings, server)
          : await checkCases(selectCases(readCaseFile(path), settings), settings, server),
      )
    }
  } finally {
    await server.close()
  }
  console.log('')
  for (const { name, line, held } of verdicts) console.log(`${held ? '✓' : '✗'} ${name}: ${line}`)
  return verdicts.every(({ held }) => held) ? 0 : 1
}

function parseSettings(): Settings {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      area: { type: 'string', multiple: true, default: [] },
      min: { type: 'string' },
      asked: { type: 'boolean', default: false },
      jobs: { type: 'string', default: '4' },
      verbose: { type: 'boolean', default: false },
    },
  })
  const recorded = ['expressions.json', 'flows.json'].map((name) => join(checkout, 'conformance', name))
  // npm runs us in the checkout and says where the user was.
  const from = process.env.INIT_CWD ?? process.cwd()
  return {
    paths: positionals.length === 0 ? recorded : positionals.map((path) => resolve(from, path)),
    areas: values.area.flatMap((list) => list.split(',')).filter((area) => area !== ''),
    min: values.min === undefined ? undefined : percentage(values.min),
    askedOnly: values.asked,
    jobs: Number(values.jobs),
    verbose: values.verbose,
  }
}

function percentage(text: string): number {
  const value = Number(text)
  if (!(value >= 0 && value <= 100)) throw new UsageError(`--min takes a percentage from 0 to 100, not ${text}.`)
  return value
}

function expectations(): Expectations {
  return JSON.parse(readFileSync(join(checkout, 'conformance', 'expected.json'), 'utf8'))
}

/** Leaves out the areas, and with `--asked` the cases, that are not wanted. */
function selectCases(file: CaseFile, settings: Settings): CaseFile {
  const known = new Set(file.cases.map(({ area }) => area))
  const unknown = settings.areas.filter((area) => !known.has(area))
  if (unknown.length > 0) {
    throw new UsageError(`${file.path} has no area ${unknown.join(', ')}. Areas: ${[...known].sort().join(', ')}.`)
  }
  const asked = askedIds(file.cases, expectations()[file.kind])
  const wanted = ({ id, area }: { id: string; area: string }) =>
    (settings.areas.length === 0 || settings.areas.includes(area)) && (!settings.askedOnly || asked.has(id))
  return file.kind === 'flows'
    ? { ...file, cases: file.cases.filter(wanted) }
    : { ...file, cases: file.cases.filter(wanted) }
}

async function checkCases(file: CaseFile, settings: Settings, server: Server): Promise<Verdict> {
  const name = `${file.path.slice(file.path.lastIndexOf('/') + 1)}`
  console.log(`\n${name}: ${file.cases.length} cases`)
  const outcome =
    file.kind === 'flows' ? await runFlowCases(file.cases, await server.get(), settings) : runExpressions(file.cases)
  const held = [...outcome.run].filter((id) => !outcome.different.has(id)).length
  const figures = `${held} of ${outcome.run.size} cases as recorded (${percent(held, outcome.run.size)} %)`
  if (settings.min !== undefined) {
    const enough = outcome.run.size > 0 && (100 * held) / outcome.run.size >= settings.min
    return { name, line: `${figures}; asked ${settings.min} %`, held: enough }
  }
  const asked = [...askedIds(file.cases, expectations()[file.kind])]
  const broken = asked.filter((id) => outcome.different.has(id))
  const rest = broken.length === 0 ? '' : `; not as recorded though asked: ${broken.join(', ')}`
  return {
    name,
    line: `${figures}; asked ${asked.length}, of which ${broken.length} differ${rest}`,
    held: broken.length === 0,
  }
}

async function checkDirectory(path: string, settings: Settings, server: Server): Promise<Verdict> {
  console.log(`\n${path}`)
  const flows = await saveFlows(path, await server.get())
  for (const { file, saved, refusal, missingTypes } of flows) {
    console.log(`${saved ? '✓' : '✗'} ${file}${saved ? ' saved' : ` refused: ${refusal}`}`)
    if (missingTypes.length > 0) console.log(`    missing: ${missingTypes.join(', ')}`)
  }
  const missing = [...new Set(flows.flatMap(({ missingTypes }) => missingTypes))]
  const saved = flows.filter((flow) => flow.saved).length
  const explained = flows.every((flow) => flow.saved || flow.missingTypes.length > 0)
  const enough = settings.min === undefined ? explained : (100 * saved) / flows.length >= settings.min
  const types = missing.length === 0 ? 'no type is missing' : `missing types: ${missing.join(', ')}`
  return { name: path, line: `${saved} of ${flows.length} flows saved; ${types}`, held: enough && flows.length > 0 }
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '0' : ((100 * part) / whole).toFixed(1)
}

function lazyServer(): Server {
  let server: Promise<ServerProcess> | undefined
  return {
    get: () => {
      server ??= startConformanceServer()
      return server
    },
    close: async () => (await server)?.close(),
  }
}

await runProgram(usage, main)
