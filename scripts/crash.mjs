import { runOnPinnedNode } from './bootstrap/run.mjs'

await runOnPinnedNode('test/crash/run.ts')
