import * as z from 'zod'
import { instantSchema } from '../schema/instant.ts'

/** Levels of flow logs, least important first. */
export const LOG_LEVEL_NAMES = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR'] as const

export const logLevelSchema = z.enum(LOG_LEVEL_NAMES).meta({ id: 'LogLevel' })

export type LogLevelName = z.output<typeof logLevelSchema>

/** One line of a flow's log (api.md 2.4, observed/api.md J90). `attemptNumber` counts from 0. */
export const logEntrySchema = z
  .object({
    namespace: z.string(),
    flowId: z.string(),
    taskId: z.string().optional(),
    executionId: z.string().optional(),
    taskRunId: z.string().optional(),
    attemptNumber: z.number().int().nullable(),
    triggerId: z.string().optional(),
    timestamp: instantSchema,
    level: logLevelSchema,
    thread: z.string().optional(),
    message: z.string().optional(),
    executionKind: z.string().optional(),
  })
  .meta({ id: 'LogEntry' })

export type LogEntry = z.output<typeof logEntrySchema>
