import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { checkout, nodeFlags, pinnedNode } from '../bootstrap/checkout.mjs'
import { PLANTED_BUGS } from './planted-bugs.ts'

const run = promisify(execFile)

describe('the reference model', () => {
  it.each(PLANTED_BUGS.map(({ name }) => name))(
    'finds the planted bug %s',
    async (name) => {
      const args = [...nodeFlags, 'scripts/model/main.ts', '--runs', '2000', '--seed', '7', '--plant', name]
      const { stdout } = await run(pinnedNode, args, { cwd: checkout })
      expect(stdout).toMatch(/seed 7, life \d+/)
    },
    60_000,
  )
})
