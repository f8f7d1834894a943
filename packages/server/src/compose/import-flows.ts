import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError, isAppError, type Logger, messageOf, SYSTEM_ACTOR } from '@countersign/core'
import type { Caller, EngineClient } from '@countersign/engine'
import { splitDocuments } from '../routes/flows/split-documents.ts'

interface ImportOptions {
  readonly engine: EngineClient
  /** Looked through with its subdirectories; files end in .yaml or .yml and may hold several flows. */
  readonly directory: string
  readonly tenant: string
  readonly logger: Logger
}

/**
 * Saves every flow of a directory; one that has not changed stays at its revision. A flow that is not valid is logged with
 * everything that is wrong, and the others are saved.
 *
 * @returns how many were saved and how many were not
 * @throws AppError CONFIG_INVALID when the directory cannot be read
 */
export async function importFlows(
  options: ImportOptions,
): Promise<{ readonly saved: number; readonly refused: number }> {
  const { engine, directory, tenant, logger } = options
  const caller: Caller = { tenant, actor: SYSTEM_ACTOR, origin: { door: 'system' } }
  let saved = 0
  let refused = 0
  for (const file of flowFiles(directory)) {
    for (const source of splitDocuments(readFileSync(file, 'utf8'))) {
      try {
        await engine.saveFlow(caller, { source, mode: 'upsert' })
        saved += 1
      } catch (error) {
        if (!isAppError(error) || error.code !== 'FLOW_INVALID') throw error
        refused += 1
        logger.warn('A flow of the flow directory is not valid', { file, problems: error.diagnostics })
      }
    }
  }
  logger.info('Flows of the flow directory were saved', { directory, saved, refused })
  return { saved, refused }
}

function flowFiles(directory: string): readonly string[] {
  try {
    return readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
      .map((name) => join(directory, name))
  } catch (error) {
    throw new AppError('CONFIG_INVALID', `The flow directory ${directory} cannot be read: ${messageOf(error)}`, {
      fields: [{ field: 'flows', code: 'directory', message: messageOf(error) }],
      cause: error,
    })
  }
}
