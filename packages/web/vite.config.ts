import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'
import { sizeBudget } from './build/size-budget.ts'

/** Where the development server finds the API: the mock of `dev/`, or a real server. */
const API = process.env.COUNTERSIGN_API ?? 'http://127.0.0.1:4180'

/**
 * Two entries: the workbench (`index.html`) and the request page (`approval.html`), which an approver opens on a phone and
 * which therefore stays small. Nothing is inlined, so that the served pages run under a strict Content-Security-Policy.
 */
export default defineConfig({
  base: '/ui/',
  plugins: [react(), sizeBudget({ entry: 'approval.html', maxGzipBytes: 80_000 })],
  resolve: { conditions: ['source', ...defaultClientConditions] },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ['index.html', 'approval.html'] },
  },
  server: { proxy: { '/api': API } },
  preview: { proxy: { '/api': API } },
})
