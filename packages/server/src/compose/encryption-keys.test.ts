import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadConfig } from '../config/load.ts'
import { openEncryption } from './encryption-keys.ts'

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64')

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'countersign-keys-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

function open(variables: Readonly<Record<string, string>>, flags: Readonly<Record<string, unknown>> = {}) {
  const environment = Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [`COUNTERSIGN_ENCRYPTION_${name}`, value]),
  )
  return openEncryption(loadConfig({ environment, flags }).config, directory)
}

describe('the keys of the configuration', () => {
  it('are those of the environment, the newest first', () => {
    const old = open({ SECRET_KEY: key(1) })
    const both = open({ SECRET_KEY: key(2), PREVIOUS_KEYS: ` ${key(1)} ,${key(3)},` })
    expect(both?.decrypt(old?.encrypt('hunter2') ?? '')).toBe('hunter2')
    expect(both?.keyId).toBe(open({ SECRET_KEY: key(2) })?.keyId)
  })

  it('are none unless somebody gives one: a key beside the database would protect nothing', () => {
    expect(open({})).toBeNull()
    expect(existsSync(join(directory, 'encryption-key'))).toBe(false)
  })

  it('are refused when they are no keys', () => {
    expect(() => open({ SECRET_KEY: 'hunter2' })).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }))
    expect(() => open({ SECRET_KEY: 'hunter2' })).not.toThrow('hunter2')
  })

  it('are made by a demo, once, for its owner alone', () => {
    const first = open({}, { demo: true })
    expect(open({}, { demo: true })?.decrypt(first?.encrypt('hunter2') ?? '')).toBe('hunter2')
    expect(statSync(join(directory, 'encryption-key')).mode & 0o777).toBe(0o600)
    expect(open({ SECRET_KEY: key(1) }, { demo: true })?.keyId).toBe(open({ SECRET_KEY: key(1) })?.keyId)
  })
})
