import { parseArgs } from 'node:util'
import { plant } from './plant.ts'

/**
 * Compares the engine with the reference model: `npm run model -- [--runs N] [--seed N] [--path PATH] [--plant NAME]`. Prints the seed, so that
 * a failure can be repeated. With `--plant` a fault is put into the engine first, and it is a failure when the model does not find it.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '50000' },
    seed: { type: 'string' },
    path: { type: 'string' },
    plant: { type: 'string' },
  },
})
const runs = Number(values.runs)
const seed = Number(values.seed ?? Date.now() % 1_000_000_000)
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed)) {
  process.stderr.write('usage: npm run model -- [--runs N] [--seed N] [--path PATH] [--plant NAME]\n')
  process.exit(2)
}

process.stdout.write(`${runs} lives from seed ${seed}${values.plant === undefined ? '' : ` with ${values.plant}`}\n`)
if (values.plant !== undefined) plant(values.plant)
const { runModel } = await import('@countersign/core/model')
const begun = performance.now()
let found: string | null = null
try {
  const { path } = values
  runModel({ runs, seed, smallest: values.plant === undefined, ...(path === undefined ? {} : { path }) })
} catch (error) {
  found = error instanceof Error ? error.message : String(error)
}
const seconds = ((performance.now() - begun) / 1_000).toFixed(1)
process.stdout.write(`${found ?? 'Engine and model agree.'}\n${seconds} s\n`)
process.exit((found === null) === (values.plant === undefined) ? 0 : 1)
