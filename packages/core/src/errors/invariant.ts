/** Thrown for a state that the code believes impossible: a bug, logged as fatal and answered as `INTERNAL`. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError'
}

/** Throws `InvariantError` unless `condition` holds. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message)
}

/** Closes an exhaustive `switch`. */
export function assertNever(value: never): never {
  throw new InvariantError(`unexpected value ${JSON.stringify(value)}`)
}
