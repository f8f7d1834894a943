/** What one package may import from the others of this workspace. */
export type ImportRule = {
  readonly packages: readonly string[]
  /** Packages of which only types may be imported: nothing of them is there when the code runs. */
  readonly typesOnly?: readonly string[]
  /** Packages that only tests and test suites may import besides, as development dependencies. */
  readonly inTests?: readonly string[]
  /** Code that also runs in a browser imports nothing of `node:`. */
  readonly browserSafe?: boolean
}

/**
 * Who may import whom: the table of ARCHITECTURE.md, by the folder below `packages/`. A package that is missing here is an
 * error of its own, so that nobody adds one without deciding where it stands.
 */
export const importTable: Readonly<Record<string, ImportRule>> = {
  expression: { packages: [], browserSafe: true },
  core: { packages: ['expression'], browserSafe: true },
  'plugin-sdk': { packages: ['core'] },
  plugins: { packages: ['plugin-sdk'] },
  storage: { packages: ['core'] },
  engine: { packages: ['core', 'expression', 'plugin-sdk'], typesOnly: ['plugin-sdk'], inTests: ['storage'] },
  contract: { packages: ['core'], browserSafe: true },
  server: { packages: ['core', 'contract', 'engine', 'expression', 'plugin-sdk', 'plugins', 'storage'] },
  web: { packages: ['contract', 'core', 'expression'], browserSafe: true },
}

/** The folder of a workspace package by the name that others import it by. */
export function folderOfPackage(packageName: string): string | undefined {
  if (packageName === 'countersign') return 'server'
  const folder = packageName.startsWith('@countersign/') ? packageName.slice('@countersign/'.length) : undefined
  return folder !== undefined && folder in importTable ? folder : undefined
}
