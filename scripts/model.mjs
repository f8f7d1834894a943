import { runOnPinnedNode } from './bootstrap/run.mjs'

await runOnPinnedNode('scripts/model/main.ts')
