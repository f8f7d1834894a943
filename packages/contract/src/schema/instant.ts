import * as z from 'zod'
import { WIRE_SCHEMA } from './query-value.ts'

/** An instant in answers: ISO 8601 in UTC, such as `2026-11-24T09:00:00.123Z`; Kestra writes up to nine digits. */
export const instantSchema = z.string().meta({ [WIRE_SCHEMA]: { type: 'string', format: 'date-time' } })
