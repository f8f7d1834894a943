import { TaskFailure } from '@countersign/plugin-sdk'

/** Classes of SQLSTATE after which the same statement may work: connections, resources, intervention, deadlocks. */
const PASSING = /^(08|53|57|40)/

const NETWORK: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused; is the server running, and is the port right',
  ENOTFOUND: 'the host name does not exist',
  EAI_AGAIN: 'the host name could not be looked up',
  ETIMEDOUT: 'no connection in time',
  ECONNRESET: 'the connection was closed by the other side',
}

/** What the database says, in words for people: its message, its hint, its code. Never its detail, which quotes rows. */
export function toDatabaseFailure(error: unknown): unknown {
  if (!(error instanceof Error) || error.name === 'TaskFailure' || error.name === 'PropertyError') return error
  const code = text(error, 'code')
  const network = code === undefined ? undefined : NETWORK[code]
  if (network !== undefined)
    return TaskFailure.retryable(`The database: ${network} (${code}).`, { code: 'SQL_NO_ANSWER' })
  if (code === undefined) return TaskFailure.retryable(`The database: ${error.message}.`, { code: 'SQL_NO_ANSWER' })
  const hint = text(error, 'hint')
  const position = text(error, 'position')
  const place = position === undefined ? '' : `, at character ${position} of the statement`
  const message = `The database refused: ${error.message}${place} (${code})${hint === undefined ? '' : `. ${hint}`}`
  const options = { code: 'SQL_FAILED', cause: error }
  return PASSING.test(code) ? TaskFailure.retryable(message, options) : TaskFailure.fatal(message, options)
}

function text(error: Error, name: 'code' | 'hint' | 'position'): string | undefined {
  const value: unknown = Reflect.get(error, name)
  return typeof value === 'string' && value !== '' ? value : undefined
}
