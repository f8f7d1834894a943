import type { ErrorCategory } from './category.ts'

interface RegistryEntry {
  readonly category: ErrorCategory
  /** One sentence for the reference page: when it happens and what to do. */
  readonly meaning: string
}

/**
 * Every error that a caller can meet. Codes are never renamed and never reused; a test proves this list equal to
 * `docs/reference/errors.md`.
 */
export const ERROR_CODES = {
  FLOW_INVALID: { category: 'invalid', meaning: 'The flow has problems; each is listed with line, column and a hint.' },
  FLOW_NOT_FOUND: { category: 'not-found', meaning: 'No flow has this namespace and id (or this revision of it).' },
  FLOW_EXISTS: { category: 'invalid', meaning: 'A flow with this namespace and id exists; update it instead.' },
  FLOW_ID_CHANGED: { category: 'invalid', meaning: 'An update must not change the id or the namespace of a flow.' },
  FLOW_DISABLED: { category: 'conflict', meaning: 'The flow is disabled; enable it before it is run.' },
  EXECUTION_NOT_FOUND: { category: 'not-found', meaning: 'No execution has this id in this tenant.' },
  EXECUTION_NOT_PAUSED: { category: 'conflict', meaning: 'Nothing of this execution waits for an answer.' },
  EXECUTION_FINISHED: { category: 'conflict', meaning: 'The execution has ended; it cannot be killed or changed.' },
  EXECUTION_NOT_FINISHED: { category: 'conflict', meaning: 'The execution still runs; wait for its end or kill it.' },
  EXECUTION_NOT_RESTARTABLE: {
    category: 'conflict',
    meaning: 'The execution runs, is paused or was killed; only one that ended otherwise can be restarted.',
  },
  EXECUTION_NOT_RUNNING: { category: 'invalid', meaning: 'The execution does not run, so it cannot be paused.' },
  EXECUTION_ENDED: { category: 'invalid', meaning: 'The execution has ended; it cannot be made to run.' },
  EXECUTION_NOT_TERMINATED: {
    category: 'malformed',
    meaning: 'The execution has not ended; its labels can be changed once it has.',
  },
  EXECUTION_STATE_FIXED: {
    category: 'invalid',
    meaning:
      'States are changed by hand only after the end of an execution that was not killed, and only to another end.',
  },
  EXECUTION_NOT_QUEUED: {
    category: 'invalid',
    meaning: 'The execution does not wait for a place, so it cannot be let go.',
  },
  EXECUTION_NOT_AT_BREAKPOINT: {
    category: 'conflict',
    meaning: 'The execution is not suspended at a breakpoint.',
  },
  GATE_UNANSWERED: {
    category: 'conflict',
    meaning: 'The task is, or holds, a gate that nobody answered; only an answer passes it. A restart asks it again.',
  },
  NOTHING_TO_RESTART: {
    category: 'invalid',
    meaning: 'No task run of this execution is there to go on from: none failed, or none has the id that was named.',
  },
  EXECUTION_BLOCKED: {
    category: 'invalid',
    meaning: 'A check of the flow does not hold, so that no execution was created; each is named in `fields`.',
  },
  INPUT_INVALID: {
    category: 'invalid',
    meaning: 'One or more inputs are missing or wrong; each is named in `fields`.',
  },
  LABEL_INVALID: { category: 'invalid', meaning: 'A label is malformed or reserved for the system.' },
  APPROVAL_NOT_FOUND: { category: 'not-found', meaning: 'No approval request has this id in this tenant.' },
  APPROVAL_ALREADY_DECIDED: {
    category: 'conflict',
    meaning: 'The request is settled; the answer names who decided and when.',
  },
  APPROVAL_OUTCOME_UNKNOWN: { category: 'invalid', meaning: 'The request does not offer this outcome.' },
  APPROVAL_CHANGED: {
    category: 'precondition',
    meaning: 'The request changed since you looked; look again and decide.',
  },
  APPROVAL_AMBIGUOUS: { category: 'conflict', meaning: 'Several requests are open; name the task run that you mean.' },
  IDEMPOTENCY_KEY_REUSED: {
    category: 'invalid',
    meaning: 'This idempotency key was used with another answer; use a new key for a new answer.',
  },
  TRIGGER_NOT_FOUND: {
    category: 'not-found',
    meaning: 'The flow has no such trigger, or one of a type that nothing is remembered of (webhooks, Flow triggers).',
  },
  TRIGGER_NOT_LOCKED: { category: 'conflict', meaning: 'The trigger waits for nothing, so it cannot be unlocked.' },
  BACKFILL_NOT_FOUND: { category: 'not-found', meaning: 'The trigger has no backfill.' },
  BACKFILL_INVALID: {
    category: 'malformed',
    meaning: 'The backfill ends before it starts, or the trigger is none that could be backfilled.',
  },
  WEBHOOK_NOT_FOUND: { category: 'not-found', meaning: 'The flow has no webhook with this key, or it is disabled.' },
  KV_NOT_FOUND: { category: 'not-found', meaning: 'The namespace has no such key.' },
  KV_EXPIRED: { category: 'gone', meaning: 'The key existed, and its time to live has passed.' },
  KV_EXISTS: { category: 'conflict', meaning: 'The key exists already, and the write must not replace it.' },
  NAMESPACE_NOT_ALLOWED: {
    category: 'forbidden',
    meaning: 'The namespace holds no flow, so tasks of other namespaces cannot use it.',
  },
  KV_INVALID: { category: 'invalid', meaning: 'The key or the value cannot be stored.' },
  SECRET_NOT_FOUND: { category: 'not-found', meaning: 'The namespace has no secret of this name of its own.' },
  SECRET_INVALID: { category: 'invalid', meaning: 'The name or the value of the secret cannot be stored.' },
  ENCRYPTION_MISSING: {
    category: 'conflict',
    meaning: 'The server has no encryption key, so it can keep no secret; set `encryption.secretKey`.',
  },
  ENCRYPTION_FAILED: {
    category: 'conflict',
    meaning: 'An encrypted value cannot be opened: none of the configured keys fits, or it was changed.',
  },
  FILE_NOT_FOUND: { category: 'not-found', meaning: 'There is no such file in the internal storage or the namespace.' },
  FILE_URI_INVALID: {
    category: 'invalid',
    meaning: 'The address or name of a file leads out of its folder, or is none; the message says what is wrong.',
  },
  FILE_FORBIDDEN: {
    category: 'forbidden',
    meaning: 'The file belongs to an execution that this one has nothing to do with, or to another namespace.',
  },
  FILE_TOO_LARGE: { category: 'too-large', meaning: 'The file is larger than what may be read or stored at once.' },
  EXPRESSION_FAILED: { category: 'invalid', meaning: 'An expression could not be rendered; the message says where.' },
  REQUEST_MALFORMED: { category: 'malformed', meaning: 'The request cannot be read: wrong syntax or encoding.' },
  REQUEST_INVALID: {
    category: 'invalid',
    meaning: 'A parameter or member has a wrong value; it is named in `fields`.',
  },
  REQUEST_TOO_LARGE: { category: 'too-large', meaning: 'The body is larger than this server accepts.' },
  MEDIA_TYPE_UNSUPPORTED: { category: 'unsupported', meaning: 'This path does not take a body of that media type.' },
  NOT_ACCEPTABLE: {
    category: 'not-acceptable',
    meaning: 'The path cannot answer in any of the media types of `Accept`.',
  },
  METHOD_NOT_ALLOWED: {
    category: 'method-not-allowed',
    meaning: 'The path exists, and not with this method; `Allow` lists those it takes.',
  },
  BULK_INVALID: {
    category: 'malformed',
    meaning: 'At least one item of a bulk call cannot be done; each is listed, and nothing was done.',
  },
  ROUTE_NOT_FOUND: { category: 'not-found', meaning: 'The server has no such path.' },
  TENANT_UNKNOWN: { category: 'malformed', meaning: 'The server has no such tenant.' },
  LOGIN_REQUIRED: { category: 'unauthenticated', meaning: 'Log in, or send a token or Basic credentials.' },
  LOGIN_FAILED: { category: 'unauthenticated', meaning: 'User name, password or token is wrong.' },
  LOGIN_LIMITED: { category: 'limited', meaning: 'Too many failed logins; wait before the next one.' },
  FORBIDDEN: { category: 'forbidden', meaning: 'You are known, and you may not do this.' },
  TASK_RUN_NOT_FOUND: { category: 'not-found', meaning: 'The execution has no task run with this id.' },
  TYPE_NOT_FOUND: { category: 'not-found', meaning: 'This server has no task or trigger type of this name.' },
  TOKEN_NOT_FOUND: { category: 'not-found', meaning: 'No service-account token has this id.' },
  DATABASE_IN_USE: {
    category: 'unavailable',
    meaning: 'Another Countersign process owns this database; stop it, or use another data directory.',
  },
  DATABASE_UNAVAILABLE: {
    category: 'unavailable',
    meaning: 'The database cannot be reached, or refuses the login or the name. Check its address and that it runs.',
  },
  DATABASE_TOO_NEW: {
    category: 'unavailable',
    meaning: 'The database was written by a newer version; upgrade this one.',
  },
  ADDRESS_UNAVAILABLE: {
    category: 'unavailable',
    meaning: 'The server cannot listen there: the port is taken or not allowed. Choose another one.',
  },
  CONFIG_INVALID: { category: 'invalid', meaning: 'The configuration has problems; all are listed.' },
  SHUTTING_DOWN: { category: 'unavailable', meaning: 'The server is stopping; try again when it is back.' },
  INTERNAL: { category: 'internal', meaning: 'A bug. The request id leads to the log line.' },
} as const satisfies Record<string, RegistryEntry>

/** A stable error code. */
export type ErrorCode = keyof typeof ERROR_CODES
