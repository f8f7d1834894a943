import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inflate } from '@sparticuz/chromium'

/** A Chromium that can be started on this machine. */
export type Chromium = {
  readonly executable: string
  /** Where its shared libraries and fonts are, as environment variables for its process. */
  readonly environment: Readonly<Record<string, string>>
}

/** What `@sparticuz/chromium` packs: the browser, system libraries, fonts, and a software renderer. */
const archives = ['chromium.br', 'al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br']

/** Names a browser to use instead of the packed one, which is for Linux on x64 only. */
const OWN_BROWSER_VARIABLE = 'COUNTERSIGN_TEST_CHROMIUM'

/**
 * Unpacks the browser of `@sparticuz/chromium` once per installed version, with the system libraries that it ships, so that
 * a machine without any of a browser's libraries can run it. Several processes may call this at the same time.
 */
export async function unpackChromium(): Promise<Chromium> {
  const own = process.env[OWN_BROWSER_VARIABLE]
  if (own) return { executable: own, environment: {} }
  const packageEntry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'))
  const { version }: { version: string } = createRequire(import.meta.url)(join(packageEntry, '../../package.json'))
  const cache = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url))
  const directory = join(cache, `chromium-${version}`)
  if (!existsSync(directory)) await unpackInto(directory, join(packageEntry, '../../bin'), cache)
  return {
    executable: join(directory, 'chromium'),
    environment: {
      LD_LIBRARY_PATH: [join(directory, 'al2023', 'lib'), directory].join(':'),
      FONTCONFIG_PATH: join(directory, 'fonts'),
    },
  }
}

/** Unpacks beside the place it goes to and renames: nobody ever finds half a browser there. */
async function unpackInto(directory: string, packed: string, cache: string): Promise<void> {
  await mkdir(cache, { recursive: true })
  const staging = await mkdtemp(join(cache, 'chromium-unpacking-'))
  try {
    await Promise.all(inflateInto(staging, packed))
    await chmod(staging, 0o755)
    await rename(staging, directory)
  } catch (error) {
    await rm(staging, { recursive: true, force: true })
    // Another process was faster; its copy is as good.
    if (!existsSync(directory)) throw error
  }
}

/** `inflate` unpacks into the temporary directory, which it looks up when it is called. */
function inflateInto(directory: string, packed: string): Promise<string>[] {
  const before = process.env.TMPDIR
  process.env.TMPDIR = directory
  try {
    return archives.map((archive) => inflate(join(packed, archive)))
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}
