import { runOnPinnedNode } from './bootstrap/run.mjs'

await runOnPinnedNode('scripts/conformance/main.ts')
