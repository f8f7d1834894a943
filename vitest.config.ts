import { defineConfig } from 'vitest/config'

/** Packages whose tests run in Node straight from source. */
const packages = ['expression', 'core', 'plugin-sdk', 'plugins', 'storage', 'engine', 'contract', 'server', 'web']

/** Resolves workspace packages to their TypeScript sources, as `node --conditions=source` does. */
const fromSource = {
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source', 'node', 'import', 'default'] } },
}

export default defineConfig({
  test: {
    reporters: ['default'],
    projects: [
      ...packages.map((name) => ({
        ...fromSource,
        test: {
          name,
          root: `packages/${name}`,
          include: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      })),
      { ...fromSource, test: { name: 'architecture', root: 'test/architecture', include: ['**/*.test.ts'] } },
      {
        ...fromSource,
        test: {
          name: 'e2e',
          root: 'test/e2e',
          include: ['**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        ...fromSource,
        test: {
          name: 'crash',
          root: 'test/crash',
          include: ['**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      { ...fromSource, test: { name: 'docs', root: 'test/docs', include: ['**/*.test.ts'], testTimeout: 60_000 } },
    ],
  },
})
