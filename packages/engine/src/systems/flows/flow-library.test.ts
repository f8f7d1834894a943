import { type Flow, type PluginDefault, parseFlow } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { createRecordingLogger } from '../../testing/recording-logger.ts'
import { createTestCatalogue } from '../../testing/test-tasks.ts'
import { createFlowLibrary } from './flow-library.ts'

const CATALOGUE = createTestCatalogue([])

/** A store that counts its reads. */
function setUp(pluginDefaults: readonly PluginDefault[] = []) {
  let newest = 1
  let reads = 0
  const flowOf = (revision: number): Flow => {
    const source = 'id: f\nnamespace: company.team\ntasks:\n  - { id: a, type: test.Log, message: hi }\n'
    const { flow } = parseFlow(source, { tenant: 'main', catalogue: CATALOGUE, revision })
    if (flow === null) throw new Error('the flow of the test is not valid')
    return flow
  }
  const logger = createRecordingLogger()
  const library = createFlowLibrary({
    catalogue: CATALOGUE,
    pluginDefaults,
    logger,
    flows: {
      async find(_tenant, _namespace, id, options = {}) {
        reads += 1
        return id === 'f' ? flowOf(options.revision ?? newest) : null
      },
    },
  })
  return { library, logger, reads: () => reads, saveNext: () => (newest += 1) }
}

describe('flow library', () => {
  it('reads and compiles a flow once, however many ask at the same time', async () => {
    const { library, reads } = setUp()
    const plans = await Promise.all([1, 2, 3].map(() => library.latest('main', 'company.team', 'f')))
    expect(new Set(plans).size).toBe(1)
    expect(await library.revision('main', 'company.team', 'f', 1)).toBe(plans[0])
    expect(reads()).toBe(1)
  })

  it('looks the newest revision up again once it changed, and keeps the old ones', async () => {
    const { library, reads, saveNext } = setUp()
    const first = await library.latest('main', 'company.team', 'f')
    saveNext()
    expect(await library.latest('main', 'company.team', 'f')).toBe(first)
    library.changed('main', 'company.team', 'f')
    expect((await library.latest('main', 'company.team', 'f'))?.flow.revision).toBe(2)
    expect(await library.revision('main', 'company.team', 'f', 1)).toBe(first)
    expect(reads()).toBe(2)
  })

  it('does not remember that there was nothing', async () => {
    const { library, reads } = setUp()
    expect(await library.latest('main', 'company.team', 'none')).toBeNull()
    expect(await library.latest('main', 'company.team', 'none')).toBeNull()
    expect(reads()).toBe(2)
  })

  it('fills in the plugin defaults of the server, also in revisions that were saved before', async () => {
    const { library } = setUp([{ type: 'test.Log', forced: true, values: { message: 'from the server' } }])
    const plan = await library.latest('main', 'company.team', 'f')
    expect(plan?.nodes.get('a')?.task.properties).toMatchObject({ message: 'from the server' })
  })

  it('runs a flow without defaults that do not fit it, and logs so', async () => {
    const { library, logger } = setUp([{ type: 'test.Log', forced: true, values: { disabled: 'perhaps' } }])
    const plan = await library.latest('main', 'company.team', 'f')
    expect(plan?.nodes.get('a')?.task.properties).toEqual({ message: 'hi' })
    expect(logger.lines.map(({ level, message }) => [level, message])).toEqual([
      ['warn', 'The plugin defaults do not fit this flow; it runs without them'],
    ])
  })
})
