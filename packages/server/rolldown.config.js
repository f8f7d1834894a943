// The server as few files: two thousand modules cost a second of every start, and half of the memory of an idle server.
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { defineConfig } from 'rolldown'

export default defineConfig({
  platform: 'node',
  input: {
    main: 'src/main.ts',
    // What plugins import: they get the kit that the server itself runs with.
    'plugin-sdk': '../plugin-sdk/src/index.ts',
    // Started by its name, beside the file that starts it.
    'reading-thread-worker': '../storage/src/dialects/sqlite/reading-thread-worker.ts',
  },
  // Workspace packages are taken from their sources.
  resolve: { conditionNames: ['source', 'node'] },
  // Asked for by libraries that do without them.
  external: ['@opentelemetry/api', 'pg-native'],
  plugins: [thirdPartyLicences()],
  // As deep below the package as the files of `src` are, which find what is installed beside them relative to themselves.
  output: { dir: 'dist/bundle', format: 'esm', cleanDir: true, chunkFileNames: '[name]-[hash].js', sourcemap: false },
})

/**
 * Lays the licences of all packages whose code is in the bundle beside it.
 *
 * @returns {import('rolldown').Plugin}
 */
function thirdPartyLicences() {
  return {
    name: 'third-party-licences',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((output) => (output.type === 'chunk' ? output.moduleIds : []))
      const directories = new Set(modules.map(installedPackageOf).filter((directory) => directory !== undefined))
      const source = [...directories].sort().map(licenceOf).join('\n\n')
      this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-LICENCES.txt', source })
    },
  }
}

/**
 * @param {string} module path of a file
 * @returns {string | undefined} the directory of the installed package that it belongs to
 */
function installedPackageOf(module) {
  return /^\/?[^\0]*[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+/.exec(module)?.[0]
}

/** @param {string} directory of an installed package */
function licenceOf(directory) {
  const { name, version, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
  const file = readdirSync(directory).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file === undefined ? '' : `\n\n${readFileSync(join(directory, file), 'utf8').trim()}`
  return `## ${name ?? basename(dirname(directory))} ${version} (${license ?? 'see below'})${text}`
}
