import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countersign, startDemo } from '../e2e/built-product.ts'
import { createDemoClient, type DemoClient } from '../e2e/demo-client.ts'
import { basicOf, people } from '../e2e/demo-people.ts'
import { rest } from '../e2e/rest.ts'
import type { ServerProcess } from '../support/server-process.ts'
import { blocksOf, checkout, guides, shellWords } from './markdown.ts'

/** A command line of a guide. */
type Documented = { readonly where: string; readonly words: readonly string[] }

const shellBlocks = guides()
  .flatMap(blocksOf)
  .filter(({ language }) => language === 'sh')
const commands: readonly Documented[] = shellBlocks.flatMap(({ page, line, text }) =>
  text.split('\n').flatMap((command, index) => {
    const [program, ...words] = shellWords(command)
    return program === 'countersign' ? [{ where: `${page}:${line + index + 1}`, words }] : []
  }),
)

/** The variables that the guide of the command line tells people to set; its address is that of the server under test. */
const guide = Object.fromEntries(
  shellBlocks
    .filter(({ page }) => page === 'docs/guides/command-line.md')
    .flatMap(({ text }) => [...text.matchAll(/^export (.*)$/gm)].flatMap((match) => shellWords(match[1] ?? '')))
    .map((assignment) => [assignment.slice(0, assignment.indexOf('=')), assignment.slice(assignment.indexOf('=') + 1)]),
)

const wish = { employee: 'Emma', first_day: '2027-07-01', last_day: '2027-07-14' }
const directory = mkdtempSync(join(tmpdir(), 'countersign-guide-'))
let server: ServerProcess
let demo: DemoClient

beforeAll(async () => {
  server = await startDemo()
  demo = createDemoClient(server.baseUrl)
  // What the guides call `data` and `flows` from where their reader stands.
  symlinkSync(server.dataDirectory, join(directory, 'data'))
  symlinkSync(join(checkout, 'examples'), join(directory, 'flows'))
  // What the guide of files has saved by then, and the file that it speaks of.
  await saveFromGuides('check-list')
  writeFileSync(join(directory, 'may.csv'), 'name,days\nAna,3\n')
}, 120_000)
afterAll(async () => {
  await server?.close()
  rmSync(directory, { recursive: true, force: true })
})

describe('Command lines of the guides', () => {
  it('are found', () => {
    expect(commands.length).toBeGreaterThan(12)
    expect(Object.keys(guide)).toContain('COUNTERSIGN_USER')
  })

  it.each(
    commands.filter(({ words }) => words[0] !== 'serve').map((command) => [command.words.join(' '), command] as const),
  )('countersign %s does what the guide says', async (_, { words, where }) => {
    const filled = await fillPlaceholders(words)
    const { code, err } = await run(filled)
    expect({ code, err }, where).toEqual({ code: 0, err: '' })
  })

  it.each(
    commands.filter(({ words }) => words[0] === 'serve').map((command) => [command.words.join(' '), command] as const),
  )('countersign %s names flags that there are', async (_, { words }) => {
    const { out } = await run(['serve', '--help'])
    const known = [...out.matchAll(/^ +(?:-\w, )?(--[a-z-]+)/gm)].map((match) => match[1])
    expect(known).toEqual(expect.arrayContaining(words.filter((word) => word.startsWith('--'))))
  })
})

/** Puts ids in the place of the words that stand for them: an execution to follow has ended, one to kill or to force on waits. */
async function fillPlaceholders(words: readonly string[]): Promise<readonly string[]> {
  const flow = words.includes('reason=They clean the air') ? askMe : vacation
  const filled: string[] = []
  for (const word of words) {
    if (word.startsWith('EXECUTION'))
      filled.push(await execution({ ended: !words.includes('kill') && !words.includes('force-run') }))
    else if (word.startsWith('REQUEST')) filled.push(await demo.openRequest(await flow()))
    else filled.push(word === 'http://localhost:8080' ? server.baseUrl : word)
  }
  return filled
}

const vacation = () => demo.start('demo.hr/vacation-approval', wish)
/** Saves a flow of the guides as their reader saves it. */
async function saveFromGuides(flowId: string): Promise<void> {
  const source =
    guides()
      .flatMap(blocksOf)
      .find(({ text }) => text.startsWith(`id: ${flowId}`))?.text ?? ''
  await rest(`${server.baseUrl}/api/v1/demo/flows`, { method: 'POST', as: basicOf(people.ada), yaml: source })
}

/** The flow of the README's five minutes. */
async function askMe(): Promise<string> {
  await saveFromGuides('ask-me')
  return demo.start('demo.first/ask-me', { what: 'Buy plants' })
}

async function execution({ ended }: { readonly ended: boolean }): Promise<string> {
  const id = await vacation()
  const request = await demo.openRequest(id)
  if (!ended) return id
  await demo.decide(request, { approved: true, reason: 'Enjoy' })
  await demo.waitForState(id, 'SUCCESS')
  return id
}

/** Runs a command where the guide's reader stands, as whom the guide says. */
function run(words: readonly string[]) {
  return countersign(words, { ...guide, COUNTERSIGN_URL: server.baseUrl }, directory)
}
