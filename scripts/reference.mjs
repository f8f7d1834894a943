import { runOnPinnedNode } from './bootstrap/run.mjs'

await runOnPinnedNode('scripts/reference/write.ts')
