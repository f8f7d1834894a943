import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Endings that the compiler gives to what it emits. */
const emitted = /\.(?:js|js\.map|d\.ts|d\.ts\.map)$/

/** What bundlers wrote: they empty their folders themselves. */
const bundled = /^(?:web|bundle)[/\\]/

/**
 * Removes emitted files whose source is gone: the compiler never does, and a package would publish them.
 *
 * @param packages directory of the workspace packages, each with `src` and `dist`
 */
export function removeOrphans(packages: string): void {
  for (const name of readdirSync(packages)) {
    const dist = join(packages, name, 'dist')
    if (name === 'web' || !existsSync(dist)) continue
    for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !emitted.test(entry.name)) continue
      const file = join(entry.parentPath, entry.name)
      const within = file.slice(dist.length + 1)
      if (bundled.test(within)) continue
      const source = join(packages, name, 'src', within.replace(emitted, ''))
      if (!existsSync(`${source}.ts`) && !existsSync(`${source}.tsx`)) rmSync(file)
    }
  }
}
