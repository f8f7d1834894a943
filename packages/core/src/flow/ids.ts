import type { Findings, Place } from './findings.ts'

interface IdRule {
  readonly pattern: RegExp
  readonly maxLength: number
  /** Completes "… may hold only". */
  readonly allowed: string
}

/** Rules of ids (engine.md 1.1, 1.3, 1.4, 2.1). */
export const ID_RULES = {
  flow: {
    pattern: /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/,
    maxLength: 100,
    allowed: 'letters, digits, dots, dashes and underscores, and start with a letter or digit',
  },
  namespace: {
    pattern: /^[a-z0-9][a-z0-9._-]*$/,
    maxLength: 150,
    allowed: 'lower-case letters, digits, dots, dashes and underscores, and start with a letter or digit',
  },
  task: {
    pattern: /^[a-zA-Z0-9][a-zA-Z0-9_-]*$/,
    maxLength: 256,
    allowed: 'letters, digits, dashes and underscores (no dots), and start with a letter or digit',
  },
  value: {
    pattern: /^[a-zA-Z0-9][.a-zA-Z0-9_-]*$/,
    maxLength: 256,
    allowed: 'letters, digits, dots, dashes and underscores, and start with a letter or digit',
  },
} as const satisfies Record<string, IdRule>

/** Words that paths of the API use in the place of a flow's id (observed/api.md C 22). */
export const RESERVED_FLOW_IDS: ReadonlySet<string> = new Set([
  'pause',
  'resume',
  'force-run',
  'change-status',
  'kill',
  'executions',
  'search',
  'source',
  'disable',
  'enable',
])

/** Reports an id with characters or a length that are not allowed. @param what such as "the id of a task". */
export function checkId(id: string, rule: IdRule, what: string, place: Place, findings: Findings): void {
  if (!rule.pattern.test(id)) {
    findings.error('ID_INVALID', place, `\`${id}\` cannot be ${what}: it may hold only ${rule.allowed}.`)
  } else if (id.length > rule.maxLength) {
    findings.error('ID_INVALID', place, `${id.length} characters are too many for ${what}; at most ${rule.maxLength}.`)
  }
}
