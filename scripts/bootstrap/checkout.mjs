import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Absolute path of the checkout. */
export const checkout = fileURLToPath(new URL('../../', import.meta.url)).replace(/[/\\]$/, '')

/** The Node that the dev dependency `node` pins. It exists after an installation. */
export const pinnedNode = join(
  checkout,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
)

/** What every program of this workspace is started with: workspace packages resolve to their TypeScript sources. */
export const nodeFlags = ['--conditions=source', '--disable-warning=ExperimentalWarning']

/**
 * The environment for programs of this workspace: the pinned Node and the installed tools come first on the path.
 *
 * @param {Record<string, string>} [extra] variables added to those of this process
 */
export function toolEnvironment(extra = {}) {
  const pathName = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
  const separator = process.platform === 'win32' ? ';' : ':'
  const path = [join(checkout, 'node_modules', '.bin'), process.env[pathName] ?? ''].join(separator)
  return { ...process.env, [pathName]: path, ...extra }
}
