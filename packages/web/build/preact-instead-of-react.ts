import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

/** Where each React entry comes from instead. Preact's `compat` has React's interface; its own types are never looked at. */
const REPLACEMENTS: Readonly<Record<string, string>> = {
  react: 'preact/compat',
  'react-dom': 'preact/compat',
  'react-dom/client': 'preact/compat/client',
  'react/jsx-runtime': 'preact/jsx-runtime',
}

/**
 * Builds one environment with Preact in React's place. The request page is opened on phones, from links, once a week:
 * React DOM alone would fill its whole budget of script, Preact takes a tenth of that. The sources stay plain React, and
 * what the two do not share (server rendering, concurrent features) the page does not use.
 */
export function preactInsteadOfReact(options: { readonly environment: string }): Plugin {
  return {
    name: 'countersign:preact-instead-of-react',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name === options.environment,
    async resolveId(source) {
      const replacement = REPLACEMENTS[source]
      if (replacement === undefined) return null
      return this.resolve(replacement, fileURLToPath(import.meta.url), { skipSelf: true })
    },
  }
}
