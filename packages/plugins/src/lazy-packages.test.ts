import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

/** Prints the addresses of all modules that a module brings with it. */
const LIST_MODULES = `
  import { registerHooks } from 'node:module'
  const urls = []
  registerHooks({ load: (url, context, next) => { urls.push(url); return next(url, context) } })
  await import(process.argv[1])
  console.log(urls.join('\\n'))`

it('brings none of the packages that only running tasks need', async () => {
  const index = join(import.meta.dirname, 'index.ts')
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', LIST_MODULES, index])
  expect(stdout).toContain('/plugins/src/core/http/download/task.ts')
  expect(stdout).toContain('/plugins/src/core/flow/working-directory/archive.ts')
  expect(stdout.match(/node_modules\/(undici|nodemailer|tar-stream)\/.*/g)).toBeNull()
})
