import { p } from '@countersign/plugin-sdk'
import { shellWord } from '../exec/script-file.ts'

/** What tasks for Python have beside the others. */
export const pythonProperties = {
  dependencies: p.list(p.string()).describe('Packages to install with pip first, into the directory of the attempt.'),
  pythonVersion: p.string().describe('Accepted; the `python3` of the machine or of the image runs the commands.'),
  dependencyCacheEnabled: p.boolean().describe('Accepted; packages are installed anew each time.'),
  packageManager: p.enum(['PIP', 'UV']).describe('Accepted; pip is used.'),
}

export const PYTHON_IMAGE = 'python:3.13-slim'

const PACKAGES = '.packages'

/** Variables that programs in Python get. */
export function pythonEnvironment(dependencies: readonly string[] | undefined): Readonly<Record<string, string>> {
  return {
    PYTHONUNBUFFERED: 'true',
    PIP_ROOT_USER_ACTION: 'ignore',
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    ...(dependencies === undefined ? {} : { PYTHONPATH: PACKAGES }),
  }
}

/** The command that installs packages, if there are any. */
export function installCommands(dependencies: readonly string[] = []): readonly string[] {
  if (dependencies.length === 0) return []
  return [`python3 -m pip install --quiet --target ${PACKAGES} -- ${dependencies.map(shellWord).join(' ')}`]
}

/** The Python that a virtual environment of `beforeCommands` brings, else the one of the machine or the image. */
export function pythonCommand(path: string): string {
  const file = shellWord(path)
  return `if [ -n "$VIRTUAL_ENV" ]; then "$VIRTUAL_ENV/bin/python" ${file}; elif command -v python3 >/dev/null; then python3 ${file}; else python ${file}; fi`
}

/** In JSON and in expressions these words are written small; so that rendered values can stand in a script as they are. */
export const JSON_WORDS = 'true = True\nfalse = False\nnull = None\n'
