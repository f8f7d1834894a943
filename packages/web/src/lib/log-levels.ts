import type { LogLevelName } from '@countersign/contract'

/** A level of flow logs. */
export type LogLevel = LogLevelName

/** All levels, least important first. */
export const LOG_LEVELS: readonly LogLevel[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR']
