import { mkdirSync, writeFileSync } from 'node:fs'
import { referencePages } from './pages.ts'

const directory = new URL('../../docs/reference/', import.meta.url)
mkdirSync(directory, { recursive: true })
for (const [name, text] of Object.entries(referencePages())) {
  writeFileSync(new URL(name, directory), text)
  process.stdout.write(`docs/reference/${name}\n`)
}
