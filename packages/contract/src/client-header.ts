/**
 * Header that our own clients send with every request; its value is the door through which they come (`ui` or `cli`).
 * The server asks for it where a session cookie changes something (a form of another site cannot send it), and leaves the
 * Basic challenge out of its 401 answers (a browser would open its own login dialog).
 */
export const CLIENT_HEADER = 'x-countersign-client'

/** Values of `CLIENT_HEADER`. */
export type ClientName = 'ui' | 'cli' | 'api'
