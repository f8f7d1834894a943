import { spawnSync } from 'node:child_process'
import { cpus, release, totalmem, type } from 'node:os'
import { checkout } from '../bootstrap/checkout.mjs'

/** What numbers depend on besides the code. */
export function describeMachine(): Readonly<Record<string, string | number>> {
  const processors = cpus()
  return {
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.versions.node,
    v8: process.versions.v8,
    sqlite: process.versions.sqlite ?? 'none',
  }
}

/** The commit that is checked out, and whether files differ from it. */
export function describeCommit(): { readonly commit: string; readonly modified: boolean } {
  const git = (...args: string[]) => spawnSync('git', args, { cwd: checkout, encoding: 'utf8' }).stdout?.trim() ?? ''
  return { commit: git('rev-parse', 'HEAD') || 'unknown', modified: git('status', '--porcelain') !== '' }
}
