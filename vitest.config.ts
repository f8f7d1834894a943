import { existsSync } from 'node:fs'
import { defineConfig, type TestProjectConfiguration } from 'vitest/config'

/** Resolves workspace packages to their TypeScript sources, as `node --conditions=source` does. */
const fromSource = {
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source', 'node'] } },
}

/**
 * Files of a project share a worker: a process for each file would cost four times the processor time. It holds as long as no
 * module keeps state, which is a rule of the house anyway.
 */
const sharedWorker = { isolate: false }

/** Starts one PostgreSQL server for all projects of a run; tests read its URL with `inject('postgresUrl')`. */
const withPostgres = { globalSetup: [`${import.meta.dirname}/test/support/postgres-global-setup.ts`] }

type ProjectTestOptions = NonNullable<Extract<TestProjectConfiguration, { test?: unknown }>['test']>

/** A package whose tests stand beside its code and run in Node straight from source. */
function packageProject(name: string, options: ProjectTestOptions = {}): TestProjectConfiguration {
  return {
    ...fromSource,
    test: {
      name,
      root: `packages/${name}`,
      include: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
      testTimeout: 20_000,
      hookTimeout: 60_000,
      ...sharedWorker,
      ...options,
    },
  }
}

/** Tests that reach across packages. Those that start servers or browsers run one file at a time. */
function crossProject(name: string, options: ProjectTestOptions = {}): TestProjectConfiguration {
  return { ...fromSource, test: { name, root: `test/${name}`, include: ['**/*.test.ts'], ...options } }
}

const startsServers = { hookTimeout: 120_000, fileParallelism: false }

const projects: TestProjectConfiguration[] = [
  ...['expression', 'core', 'plugin-sdk', 'plugins', 'contract', 'web'].map((name) => packageProject(name)),
  ...['storage', 'engine', 'server'].map((name) => packageProject(name, withPostgres)),
  {
    ...fromSource,
    test: {
      name: 'jdbc',
      root: 'plugins/jdbc',
      include: ['src/**/*.test.ts'],
      testTimeout: 20_000,
      ...sharedWorker,
      ...withPostgres,
    },
  },
  crossProject('architecture', sharedWorker),
  { ...fromSource, test: { name: 'scripts', root: 'scripts', include: ['**/*.test.ts'], ...sharedWorker } },
  crossProject('support', { ...startsServers, ...withPostgres, testTimeout: 60_000 }),
  crossProject('docs', { ...startsServers, testTimeout: 60_000 }),
  crossProject('e2e', { ...startsServers, ...withPostgres, testTimeout: 120_000 }),
  crossProject('crash', { ...startsServers, ...withPostgres, testTimeout: 240_000 }),
]

export default defineConfig({
  test: {
    reporters: ['default'],
    passWithNoTests: true,
    // A project without a folder yet would stop every other one.
    projects: projects.filter((project) => existsSync(`${import.meta.dirname}/${rootOf(project)}`)),
  },
})

function rootOf(project: TestProjectConfiguration): string {
  if (typeof project === 'object' && 'test' in project && typeof project.test?.root === 'string')
    return project.test.root
  throw new Error('Every project of vitest.config.ts names its root.')
}
