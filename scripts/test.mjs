import { runOnPinnedNode } from './bootstrap/run.mjs'

await runOnPinnedNode('scripts/test/main.ts')
