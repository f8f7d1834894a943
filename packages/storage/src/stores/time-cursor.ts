import { AppError } from '@countersign/core'

/** Where a list that runs from newest to oldest goes on: after this row. */
export interface TimeCursor {
  readonly at: number
  readonly id: string
}

/** The opaque text of a cursor. */
export function formatTimeCursor({ at, id }: TimeCursor): string {
  return Buffer.from(`${at}.${id}`).toString('base64url')
}

/** @throws AppError REQUEST_INVALID when the text is not one that `formatTimeCursor` made. */
export function parseTimeCursor(text: string): TimeCursor {
  const [, at, id] = /^(\d{1,15})\.(.+)$/.exec(Buffer.from(text, 'base64url').toString()) ?? []
  if (at === undefined || id === undefined) {
    throw new AppError(
      'REQUEST_INVALID',
      'The cursor is not one that this server gave; start again without a cursor.',
      {
        fields: [
          { field: 'cursor', code: 'malformed', message: 'Use the `nextCursor` of the page before, unchanged.' },
        ],
      },
    )
  }
  return { at: Number(at), id }
}
