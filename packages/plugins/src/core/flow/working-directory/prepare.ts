import {
  defineTask,
  putInputFiles,
  putNamespaceFiles,
  WORKING_DIRECTORY,
  WORKING_DIRECTORY_PROPERTIES,
} from '@countersign/plugin-sdk'
import { restoreCache } from './directory-cache.ts'

/** Fills the directory before the tasks begin. What comes later wins over what was there before. */
export const prepareDirectory = defineTask({
  type: `${WORKING_DIRECTORY}$prepare`,
  internal: true,
  title: 'Fill a working directory',
  description: 'The part of a WorkingDirectory that writes files before its tasks begin.',
  properties: WORKING_DIRECTORY_PROPERTIES.prepare,
  async run(context, { cache, namespaceFiles, inputFiles }) {
    if (cache !== undefined) await restoreCache(context, cache.ttl)
    if (namespaceFiles?.enabled === true) {
      const { namespaces, include, exclude } = namespaceFiles
      const put = await putNamespaceFiles(context, {
        ...(namespaces === undefined ? {} : { namespaces }),
        ...(include === undefined ? {} : { include }),
        ...(exclude === undefined ? {} : { exclude }),
      })
      context.log('TRACE', `Wrote ${put.length} namespace files`)
    }
    if (inputFiles !== undefined) {
      await putInputFiles(context, inputFiles)
      context.log('TRACE', `Wrote ${Object.keys(inputFiles).length} input files`)
    }
    return {}
  },
})
