import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { listSettings } from 'countersign'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { allPages, blocksOf, checkout } from './markdown.ts'

/** What the pages call the file of settings. */
const FILE = 'countersign.yaml'

/** Variables that belong to the command line's client alone. */
const ofTheClient = ['COUNTERSIGN_TOKEN', 'COUNTERSIGN_USER', 'COUNTERSIGN_TENANT']

const pages = allPages().filter(({ path }) => path === 'README.md' || /^(docs\/guides|plugins)\//.test(path))
const examples = pages
  .flatMap(blocksOf)
  .filter(({ file }) => file === FILE)
  .map(({ page, line, text }) => ({ where: `${page}:${line}`, text }))
const directory = mkdtempSync(join(tmpdir(), 'countersign-settings-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

describe('Settings that the pages show', () => {
  it('are found', () => {
    expect(examples.length).toBeGreaterThanOrEqual(3)
  })

  it.each(examples)('are taken by the server: $where', async ({ text }) => {
    writeFileSync(join(directory, FILE), text)
    const printed = await printConfig()
    for (const name of Object.keys(parse(text) as object))
      expect(printed).toMatch(new RegExp(`^${name}\\b.*\\(file\\)$`, 'm'))
  })

  it('are refused when a name is wrong', async () => {
    writeFileSync(join(directory, FILE), 'plugins:\n  defaults: []\n')
    await expect(printConfig()).rejects.toThrow('plugins')
  })

  it('have names in the environment that the server or the client knows', () => {
    const known = [...listSettings().map(({ variable }) => variable), ...ofTheClient]
    const named = pages.flatMap(({ path, text }) =>
      [...text.matchAll(/\bCOUNTERSIGN_[A-Z_]*[A-Z]/g)].map(([name]) => ({ path, name })),
    )
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter(({ name }) => !known.includes(name))).toEqual([])
  })
})

/** What the server makes of the file, one setting a line with its source. @throws when it refuses the file */
async function printConfig(): Promise<string> {
  const program = join(checkout, 'packages/server/src/main.ts')
  const command = ['--conditions=source', program, 'config', 'print', '--config', FILE]
  const { stdout } = await promisify(execFile)(process.execPath, command, {
    cwd: directory,
    env: { PATH: process.env.PATH },
  })
  return stdout
}
