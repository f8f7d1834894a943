import { registerHooks } from 'node:module'
import { PLANTED_BUGS, type PlantedBug } from './planted-bugs.ts'

/**
 * Puts a fault into the engine's source while it is loaded; no file changes. Before anything of core is imported.
 * @throws Error when there is no such bug; loading fails when the source has changed so that it no longer fits
 */
export function plant(name: string): void {
  const bug = PLANTED_BUGS.find((one) => one.name === name)
  if (bug === undefined) {
    throw new Error(`There is no planted bug ${name}; there are ${PLANTED_BUGS.map((one) => one.name).join(', ')}`)
  }
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context)
      if (!url.endsWith(`/core/src/execution/${bug.file}`)) return loaded
      return { ...loaded, source: changed(String(loaded.source), bug) }
    },
  })
}

function changed(source: string, { name, file, find, replace }: PlantedBug): string {
  if (source.split(find).length !== 2) {
    throw new Error(`The planted bug ${name} no longer fits ${file}: its text must be there exactly once`)
  }
  return source.replace(find, () => replace)
}
