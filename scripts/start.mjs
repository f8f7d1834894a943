import { ensureDependencies } from './bootstrap/dependencies.mjs'
import { runInForeground } from './bootstrap/run.mjs'
import { ensureWebBuilt } from './bootstrap/web-build.mjs'

// `npm start`: the demo, from a fresh clone on any Node. Options given by the user come last and win.
const defaults = ['serve', '--demo', '--port', '8080', '--data', '.demo']

ensureDependencies()
ensureWebBuilt()
await runInForeground(['packages/server/src/main.ts', ...defaults, ...process.argv.slice(2)])
