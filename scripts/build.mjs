import { runOnPinnedNode } from './bootstrap/run.mjs'

await runOnPinnedNode('scripts/build/main.ts')
