import { AppError } from '@countersign/core'
import type { AppPorts } from '../../app/app-ports.ts'
import { fileAnswer } from '../../app/file-answer.ts'
import type { FormContent } from '../../app/multipart-form.ts'
import { invalidRequest } from '../../app/parse-with.ts'
import type { ResourceHandlers } from '../../app/route-handler.ts'
import { createFileTree } from './file-tree.ts'

type Ports = Pick<AppPorts, 'engine' | 'storage' | 'files' | 'clock'>

/** Part of the form that carries the file. */
const CONTENT_PART = 'fileContent'

/** Files of namespaces: what changes them goes through the engine. */
export function createNamespaceFileHandlers(ports: Ports): ResourceHandlers<'namespaceFiles'> {
  return { ...readHandlers(ports), ...changeHandlers(ports) }
}

type ReadKeys = 'read' | 'revisions' | 'stats' | 'list' | 'search'

function readHandlers({
  engine,
  storage: { namespaceFiles },
  files,
  clock,
}: Ports): Pick<ResourceHandlers<'namespaceFiles'>, `namespaceFiles.${ReadKeys}`> {
  const treeOf = async (tenant: string, namespace: string) =>
    createFileTree(await namespaceFiles.list(tenant, namespace), clock.now())
  const missing = (what: string, path: string) => new AppError('FILE_NOT_FOUND', `${what} not found: ${path}`)

  return {
    async 'namespaceFiles.read'({ tenant, params: { namespace }, query }) {
      const path = needed('path', query.path)
      const file = await engine.findNamespaceFile(tenant, namespace, path, query.revision)
      const name = file.path.split('/').at(-1) ?? file.path
      return fileAnswer(name, file.size, await files.open(tenant, file.content))
    },
    async 'namespaceFiles.revisions'({ tenant, params: { namespace }, query }) {
      const { path } = await engine.findNamespaceFile(tenant, namespace, needed('path', query.path))
      const versions = await namespaceFiles.versions(tenant, namespace, path)
      return { status: 200, json: versions.map(({ version }) => ({ revision: version })) }
    },
    async 'namespaceFiles.stats'({ tenant, params: { namespace }, query: { path = '/' } }) {
      const found = (await treeOf(tenant, namespace)).stats(inner(path))
      if (found === null) throw missing('File', path)
      return { status: 200, json: found }
    },
    async 'namespaceFiles.list'({ tenant, params: { namespace }, query: { path = '/' } }) {
      const found = (await treeOf(tenant, namespace)).list(inner(path))
      if (found === null) throw missing('Directory', path)
      return { status: 200, json: found }
    },
    async 'namespaceFiles.search'({ tenant, params: { namespace }, query: { q } }) {
      const all = await namespaceFiles.list(tenant, namespace)
      const paths = all.filter(({ content }) => content !== '').map(({ path }) => `/${path}`)
      return { status: 200, json: paths.filter((path) => path.includes(q)) }
    },
  }
}

type ChangeKeys = 'write' | 'move' | 'remove' | 'makeFolder'

function changeHandlers({ engine }: Ports): Pick<ResourceHandlers<'namespaceFiles'>, `namespaceFiles.${ChangeKeys}`> {
  return {
    async 'namespaceFiles.write'({ caller, params: { namespace }, query, body }) {
      await engine.writeNamespaceFile(caller, namespace, needed('path', query.path), contentOf(body.value))
      return { status: 200 }
    },
    async 'namespaceFiles.move'({ caller, params: { namespace }, query: { from, to } }) {
      await engine.moveNamespaceFile(caller, namespace, needed('from', from), needed('to', to))
      return { status: 200 }
    },
    async 'namespaceFiles.remove'({ caller, params: { namespace }, query: { path } }) {
      await engine.deleteNamespaceFile(caller, namespace, needed('path', path))
      return { status: 200 }
    },
    async 'namespaceFiles.makeFolder'({ caller, params: { namespace }, query: { path } }) {
      await engine.makeNamespaceFolder(caller, namespace, needed('path', path))
      return { status: 200 }
    },
  }
}

/** The file of the form; a text of that name is taken for its content. */
function contentOf({ fields, files }: FormContent) {
  const file = files.find(({ name }) => name === CONTENT_PART)
  if (file !== undefined) return file.open()
  const text = fields.find(({ name }) => name === CONTENT_PART)
  if (text !== undefined) return Buffer.from(text.value)
  throw invalidRequest([{ field: CONTENT_PART, code: 'missing', message: 'must be given: send the file as this part' }])
}

/** Kestra answers 400 where a parameter is missing (observed R-nsfiles-get-no-path). */
function needed(name: string, value: string | undefined): string {
  if (value !== undefined && value !== '') return value
  throw new AppError('REQUEST_MALFORMED', `The query parameter \`${name}\` is missing; give it.`)
}

/** A path as rows have it. Nothing is looked up outside of the rows, so that `..` leads nowhere. */
function inner(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '')
    .join('/')
}
