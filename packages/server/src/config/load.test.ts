import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAppError } from '@countersign/core'
import { afterEach, describe, expect, it } from 'vitest'
import { describeConfig, loadConfig } from './load.ts'

const made: string[] = []

function file(text: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-config-'))
  made.push(directory)
  const path = join(directory, 'countersign.yaml')
  writeFileSync(path, text)
  return path
}

function problems(input: Parameters<typeof loadConfig>[0]) {
  try {
    loadConfig(input)
  } catch (error) {
    if (isAppError(error))
      return { code: error.code, fields: error.fields.map((field) => [field.field, field.message]) }
    throw error
  }
  return null
}

afterEach(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true })
})

describe('the configuration', () => {
  it('has defaults for everything, and listens on loopback unless told otherwise', () => {
    const { config, sources } = loadConfig({ environment: {}, flags: {} })
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      demo: false,
      log: { level: 'info' },
      engine: { concurrency: 64 },
    })
    expect(sources.get('port')).toBe('default')
  })

  it('takes flags over the environment over the file over defaults', () => {
    const path = file('port: 1\nhost: 10.0.0.1\nmail:\n  host: smtp.file\n  port: 25\n')
    const environment = { COUNTERSIGN_HOST: '10.0.0.2', COUNTERSIGN_MAIL_HOST: 'smtp.env', COUNTERSIGN_DEMO: 'true' }
    const { config, sources } = loadConfig({ file: path, environment, flags: { port: '9000', data: undefined } })
    expect(config).toMatchObject({ port: 9000, host: '10.0.0.2', demo: true, mail: { host: 'smtp.env', port: 25 } })
    expect([sources.get('port'), sources.get('host'), sources.get('mail.port'), sources.get('data')]).toEqual([
      'flag',
      'environment',
      'file',
      'default',
    ])
  })

  it('lists all problems at once, with the name as it was written and a near name', () => {
    const path = file('prot: 1\nmail:\n  hots: a\n')
    const environment = {
      COUNTERSIGN_PORT: 'seven',
      COUNTERSIGN_DATABSE_URL: 'x',
      COUNTERSIGN_TEST_POSTGRES_URL: 'ignored',
    }
    const found = problems({ file: path, environment, flags: {} })
    expect(found?.code).toBe('CONFIG_INVALID')
    expect(found?.fields).toEqual(
      expect.arrayContaining([
        ['COUNTERSIGN_DATABSE_URL', 'no such setting; did you mean COUNTERSIGN_DATABASE_URL?'],
        ['prot', 'no such setting; did you mean port?'],
        ['mail.hots', 'no such setting; did you mean mail.host?'],
      ]),
    )
    expect(found?.fields.map(([field]) => field)).toContain('COUNTERSIGN_PORT')
  })

  it('takes plugin defaults from the file as a list, from the environment as JSON', () => {
    const defaults = [{ type: 'io.kestra', forced: false, values: { logLevel: 'WARN' } }]
    const path = file('pluginDefaults:\n  - { type: io.kestra, values: { logLevel: WARN } }\n')
    expect(loadConfig({ file: path, environment: {}, flags: {} }).config.pluginDefaults).toEqual(defaults)
    const environment = { COUNTERSIGN_PLUGIN_DEFAULTS: JSON.stringify(defaults) }
    expect(loadConfig({ environment, flags: {} }).config.pluginDefaults).toEqual(defaults)
    expect(problems({ environment: { COUNTERSIGN_PLUGIN_DEFAULTS: 'nonsense' }, flags: {} })).toMatchObject({
      code: 'CONFIG_INVALID',
    })
  })

  it('refuses a file that is not a map or not YAML', () => {
    expect(problems({ file: file('- a\n'), environment: {}, flags: {} })?.code).toBe('CONFIG_INVALID')
    expect(problems({ file: file('a: [\n'), environment: {}, flags: {} })?.code).toBe('CONFIG_INVALID')
    expect(problems({ file: '/nonexistent/x.yaml', environment: {}, flags: {} })?.code).toBe('CONFIG_INVALID')
  })

  it('prints every setting with its source and masks secrets', () => {
    const loaded = loadConfig({ environment: { COUNTERSIGN_MAIL_PASSWORD: 'hush-hush' }, flags: { port: 1 } })
    const lines = describeConfig(loaded)
    expect(lines).toContain('port = 1  (flag)')
    expect(lines).toContain('mail.password = ******  (environment)')
    expect(lines.join('\n')).not.toContain('hush-hush')
  })
})
