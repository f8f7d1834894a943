import type { Logger } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { createCloseStack } from './close-stack.ts'

describe('a stack of what was opened', () => {
  it('closes the last first, each once, and goes on over one that fails', async () => {
    const lines: string[] = []
    const logger: Logger = {
      debug() {},
      info() {},
      warn() {},
      error: (_message, fields) => lines.push(`failed ${fields?.part}`),
      child: () => logger,
    }
    const stack = createCloseStack(logger)
    for (const name of ['database', 'engine', 'http']) {
      stack.push(name, async () => {
        lines.push(name)
        if (name === 'engine') throw new Error('stuck')
      })
    }
    await stack.closeAll()
    await stack.closeAll()
    expect(lines).toEqual(['http', 'engine', 'failed engine', 'database'])
  })
})
