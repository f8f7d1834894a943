/** One part of `npm test`. */
export type Step = {
  /** What `--only` selects it by. */
  readonly name: string
  readonly title: string
  readonly work: CommandWork | VitestWork
}

/** A program of the workspace that passes when it exits with 0; it counts as one. */
export type CommandWork = { readonly kind: 'command'; readonly program: string; readonly args: readonly string[] }

/** Vitest projects, run together; every test counts. */
export type VitestWork = { readonly kind: 'vitest'; readonly projects: readonly string[]; readonly postgres: boolean }

function command(name: string, title: string, program: string, ...args: string[]): Step {
  return { name, title, work: { kind: 'command', program, args } }
}

function vitest(name: string, title: string, projects: readonly string[], options = { postgres: false }): Step {
  return { name, title, work: { kind: 'vitest', projects, ...options } }
}

/** Everything that `npm test` does, in this order: what fails fastest comes first, what needs the built product last. */
export const steps: readonly Step[] = [
  command('lint', 'Format and lint', 'biome', 'check', '.'),
  command('types', 'Types', 'tsc', '-b'),
  command('dead-code', 'Dead code and undeclared dependencies', 'knip'),
  vitest('architecture', 'Architecture: imports, size, marks, lockfile', ['architecture', 'scripts']),
  vitest('unit', 'Unit tests', ['expression', 'core', 'plugin-sdk', 'plugins', 'contract', 'web']),
  vitest('storage', 'Storage contract on SQLite and PostgreSQL', ['storage'], { postgres: true }),
  vitest('jdbc', 'Plugin for databases on SQLite and PostgreSQL', ['jdbc'], { postgres: true }),
  vitest('engine', 'Engine on SQLite and PostgreSQL', ['engine'], { postgres: true }),
  vitest('server', 'Server: configuration, API, auth, command line', ['server'], { postgres: true }),
  vitest('support', 'Test harness: database, browser, processes', ['support'], { postgres: true }),
  command('build', 'Build of what is published', 'node', 'scripts/build/main.ts'),
  command('conformance', 'Recorded cases of Kestra', 'node', 'scripts/conformance/main.ts', '--asked'),
  vitest('docs', 'Examples and documentation', ['docs']),
  vitest('e2e', 'End to end on the built product, with a browser', ['e2e'], { postgres: true }),
  vitest('crash', 'Crash test on SQLite and PostgreSQL', ['crash'], { postgres: true }),
]
