import { runOnPinnedNode } from './bootstrap/run.mjs'

await runOnPinnedNode('scripts/bench/main.ts')
