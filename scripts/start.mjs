import { ensureDependencies } from './bootstrap/dependencies.mjs'
import { runInForeground } from './bootstrap/run.mjs'
import { ensureServerBuilt } from './bootstrap/server-build.mjs'
import { ensureWebBuilt } from './bootstrap/web-build.mjs'

// `npm start`: the demo, from a fresh clone on any Node. Options given by the user come last and win.
const defaults = ['serve', '--demo', '--port', '8080', '--data', '.demo']

ensureDependencies()
ensureWebBuilt()
ensureServerBuilt()
await runInForeground(['packages/server/bin/countersign.js', ...defaults, ...process.argv.slice(2)])
