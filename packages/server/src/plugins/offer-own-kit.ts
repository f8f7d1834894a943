import { existsSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

const KIT = '@countersign/plugin-sdk'

/** Bundled, the kit is a file beside this one's bundle; in a checkout it is the package. */
const BUNDLED = new URL('./plugin-sdk.js', import.meta.url)

/**
 * From now on, whoever imports the kit of plugins gets the one that this server runs with: plugins need not install it, and
 * never bring an older one. Types and the test kit, which a server has no use for, come from the package.
 *
 * @returns what ends it
 */
export function offerOwnKit(): () => void {
  const url = existsSync(fileURLToPath(BUNDLED)) ? BUNDLED.href : import.meta.resolve(KIT)
  const format = url.endsWith('.ts') ? 'module-typescript' : 'module'
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === KIT ? { url, format, shortCircuit: true } : next(specifier, context),
  })
  return () => hooks.deregister()
}
