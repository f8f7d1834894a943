import { AppError } from '@countersign/core'

/** What changes how an execution runs is refused until it does: one that runs as if it were not there would surprise. */
export function notBuilt(parameter: string): AppError {
  const message = `\`${parameter}\` is not built in this version; leave it out to run the flow as it is.`
  return new AppError('REQUEST_INVALID', message, { fields: [{ field: parameter, code: 'unsupported', message }] })
}
