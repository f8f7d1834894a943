import {
  createGlob,
  defineTask,
  type FileContent,
  isFileUri,
  isMap,
  listDirectory,
  p,
  type Rendered,
  readFromDirectory,
  type TaskContext,
  TaskFailure,
} from '@countersign/plugin-sdk'

const properties = {
  namespace: p.string().describe('Default: that of the flow.'),
  files: p
    .any()
    .describe('Globs of files of the working directory, addresses of stored files, or a map of path to address.'),
  filesMap: p
    .map(p.string())
    .describe('Addresses of stored files by the path that they get. Missing files are skipped.'),
  destination: p.string().default('/').describe('Folder of the namespace.'),
  conflict: p.enum(['OVERWRITE', 'ERROR', 'SKIP']).default('OVERWRITE').describe('What to do when a path is taken.'),
}

/** A file to store, and how to read it. */
interface Upload {
  readonly path: string
  read(): Promise<FileContent>
}

/** Stores files in a namespace (engine.md 5.8). */
export const uploadFiles = defineTask({
  type: 'io.kestra.plugin.core.namespace.UploadFiles',
  title: 'Upload files to a namespace',
  description: 'Stores files of the execution or of the working directory as files of a namespace.',
  properties,
  async run(context, input) {
    if (input.files === undefined && input.filesMap === undefined) {
      throw TaskFailure.fatal('There is nothing to upload: set `files` or `filesMap`.')
    }
    const namespace = input.namespace ?? context.facts.namespace
    const taken = new Set((await context.namespaceFiles.list(namespace)).map((file) => file.path))
    let uploaded = 0
    for (const upload of await uploadsOf(context, input)) {
      const path = pathIn(input.destination, upload.path)
      if (taken.has(path) && input.conflict === 'SKIP') continue
      if (taken.has(path) && input.conflict === 'ERROR') {
        throw TaskFailure.fatal(`Namespace \`${namespace}\` has a file \`${path}\` already.`)
      }
      await context.namespaceFiles.write(namespace, path, await upload.read())
      uploaded += 1
    }
    context.metric('uploaded', 'counter', uploaded)
    return {}
  },
})

async function uploadsOf(context: TaskContext, { files, filesMap = {} }: Rendered<typeof properties>) {
  const uploads: Upload[] = []
  const globs: string[] = []
  const byPath = new Map(Object.entries(filesMap))
  if (isMap(files ?? null)) for (const [path, uri] of Object.entries(files ?? {})) byPath.set(path, String(uri))
  else {
    for (const one of [files ?? []].flat()) {
      const text = String(one)
      if (isFileUri(text)) byPath.set(text.split('/').at(-1) ?? text, text)
      else globs.push(text)
    }
  }
  for (const [path, uri] of byPath) {
    if (await context.files.exists(uri)) uploads.push({ path, read: () => context.files.read(uri) })
    else context.log('DEBUG', `There is no file ${uri}; it is skipped`)
  }
  return globs.length === 0 ? uploads : [...uploads, ...(await localUploads(context, globs))]
}

async function localUploads({ workingDir }: TaskContext, globs: readonly string[]): Promise<readonly Upload[]> {
  const directory = await workingDir()
  const isWanted = createGlob(globs)
  const found = (await listDirectory(directory)).filter(({ path }) => isWanted(path))
  return found.map(({ path }) => ({ path, read: async () => readFromDirectory(directory, path) }))
}

function pathIn(destination: string, path: string): string {
  return `${destination}/${path}`
    .split('/')
    .filter((part) => part !== '')
    .join('/')
}
