import {
  captureOutputFiles,
  defineTask,
  WORKING_DIRECTORY,
  WORKING_DIRECTORY_PROPERTIES,
} from '@countersign/plugin-sdk'
import { saveCache } from './directory-cache.ts'

/** Stores what is wanted of the directory after the tasks have ended, also when one of them failed. */
export const captureDirectory = defineTask({
  type: `${WORKING_DIRECTORY}$capture`,
  internal: true,
  title: 'Store files of a working directory',
  description: 'The part of a WorkingDirectory that stores files after its tasks have ended.',
  properties: WORKING_DIRECTORY_PROPERTIES.capture,
  async run(context, { outputFiles = [], cache }) {
    const stored = outputFiles.length === 0 ? {} : await captureOutputFiles(context, outputFiles)
    const count = Object.keys(stored).length
    if (outputFiles.length > 0) context.log('TRACE', `Stored ${count} output files`)
    if (cache !== undefined) await saveCache(context, cache.patterns)
    return count === 0 ? {} : { outputs: { outputFiles: stored } }
  },
})
