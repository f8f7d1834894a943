#!/usr/bin/env node
// The installed command. This file is committed, so that npm links it before anything is built; what it runs is the build.
import { existsSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'

const oldestNode = 24
const program = new URL('../dist/bundle/main.js', import.meta.url)

if (Number.parseInt(process.versions.node, 10) < oldestNode) {
  console.error(`countersign needs Node.js ${oldestNode} or later; this is ${process.version}.`)
  console.error('In a checkout, npm exec -- countersign uses the Node that the project brings.')
  process.exit(1)
}
if (!existsSync(program)) {
  console.error('countersign is not built here. Run npm run build first, or npm start for the demo.')
  process.exit(1)
}
// Compiled code is kept from start to start; inside the installation, where nobody else can put any. Where that may only be
// read, Node goes on without.
module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/countersign', import.meta.url)))
await import(program.href)
