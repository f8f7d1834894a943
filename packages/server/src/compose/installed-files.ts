import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { InvariantError } from '@countersign/core'

/** Where the built user interface may be: beside the published server, or in a checkout. */
const WEB_ROOTS = ['../web/', '../../../web/dist/']

/** The directory of this package. */
export const INSTALLATION = fileURLToPath(new URL('../../', import.meta.url))

/** The directory of the built user interface; null when it was not built. */
export function findWebRoot(): string | null {
  const roots = WEB_ROOTS.map((path) => fileURLToPath(new URL(path, import.meta.url)))
  return roots.find((root) => existsSync(`${root}index.html`)) ?? null
}

/** The version of this package. */
export function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  if (
    typeof manifest === 'object' &&
    manifest !== null &&
    'version' in manifest &&
    typeof manifest.version === 'string'
  ) {
    return manifest.version
  }
  throw new InvariantError('The manifest of this package names no version.')
}
