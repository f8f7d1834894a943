import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'
import { preactInsteadOfReact } from './build/preact-instead-of-react.ts'
import { precompress } from './build/precompress.ts'
import { sizeBudget } from './build/size-budget.ts'

/** Where the development server finds the API: what `npm start` runs, or another server. */
const API = process.env.COUNTERSIGN_API ?? 'http://localhost:8080'

/** Packages of the workspace are taken from their sources. An environment of our own does not inherit this. */
const conditions = ['source', ...defaultClientConditions]

/** The environment that builds the request page, apart from the workbench. */
const REQUEST_PAGE = 'requestPage'

/**
 * Two pages, built one after the other into the same folder: the workbench (`index.html`), and the request page
 * (`approval.html`), which an approver opens on a phone and which therefore shares no chunk with the workbench and stays
 * small. Nothing is inlined, so that the served pages run under a strict Content-Security-Policy.
 */
export default defineConfig({
  base: '/ui/',
  plugins: [
    preactInsteadOfReact({ environment: REQUEST_PAGE }),
    react(),
    sizeBudget({ environment: REQUEST_PAGE, entry: 'approval.html', maxGzipBytes: 80_000 }),
    precompress(),
  ],
  resolve: { conditions },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The workbench is one chunk on purpose: it is loaded once and cached, and its pages are small beside its libraries.
    chunkSizeWarningLimit: 900,
  },
  environments: {
    client: { build: { rolldownOptions: { input: 'index.html' } } },
    [REQUEST_PAGE]: {
      consumer: 'client',
      resolve: { conditions },
      build: { emptyOutDir: false, rolldownOptions: { input: 'approval.html' } },
    },
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['client', REQUEST_PAGE]) {
        const environment = builder.environments[name]
        if (environment !== undefined) await builder.build(environment)
      }
    },
  },
  // The host stays that of the page: the server refuses changes whose Origin is another.
  server: { proxy: { '/api': { target: API, changeOrigin: false } } },
})
