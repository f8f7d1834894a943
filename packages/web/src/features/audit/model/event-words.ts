import type { AuditEvent } from '@countersign/contract'

/** What happened, in words that a reader of a log expects. */
const ACTION_WORDS: Readonly<Record<string, string>> = {
  'flow.created': 'created the flow',
  'flow.updated': 'saved a new revision of the flow',
  'flow.deleted': 'deleted the flow',
  'execution.created': 'started the execution',
  'execution.paused': 'paused the execution',
  'execution.killed': 'killed the execution',
  'execution.deleted': 'deleted the execution',
  'approval.requested': 'asked for a decision',
  'approval.decided': 'decided',
  'approval.refused': 'was refused an answer',
  'approval.late': 'answered too late',
  'approval.expired': 'let the request expire',
  'approval.withdrawn': 'withdrew the request',
  'kv.written': 'wrote the value',
  'kv.deleted': 'deleted the value',
  'file.written': 'wrote the file',
  'file.deleted': 'deleted the file',
  'file.moved': 'moved the file',
  'secret.written': 'wrote the secret',
  'secret.deleted': 'deleted the secret',
  'secret.resealed': 'sealed the secret anew',
  'executions.purged': 'deleted old executions',
  'logs.purged': 'deleted log lines',
  'auth.login': 'signed in',
  'auth.login_failed': 'failed to sign in',
  'auth.logout': 'signed out',
  'user.created': 'created the user',
  'token.created': 'created the token',
  'token.revoked': 'revoked the token',
  'tenant.created': 'created the tenant',
}

/** All actions that can be filtered by, in the order of the log's subjects. */
export const AUDIT_ACTIONS: readonly string[] = Object.keys(ACTION_WORDS)

/** The words of an action; one that is not known here is shown as it is. */
export function actionWords(action: string): string {
  return ACTION_WORDS[action] ?? action
}

/**
 * What an event is about, as people call it: a user by name, where the event holds one (who signs in or out is its actor);
 * everything else by its id.
 */
export function targetName({ target, actor, body }: Pick<AuditEvent, 'target' | 'actor' | 'body'>): string {
  if (target.kind !== 'user') return target.id
  if (target.id === actor.id) return actor.name
  return typeof body?.username === 'string' ? body.username : target.id
}

/** Where an event leads in the workbench; null for what has no page. */
export function targetPath(tenant: string, target: AuditEvent['target'], body: AuditEvent['body']): string | null {
  const root = `/ui/${encodeURIComponent(tenant)}`
  const id = encodeURIComponent(target.id)
  switch (target.kind) {
    case 'approval':
      return `${root}/approvals/${id}`
    case 'execution': {
      const flowId = body?.flowId
      if (target.namespace === undefined || typeof flowId !== 'string') return `${root}/executions?q=${id}`
      return `${root}/executions/${encodeURIComponent(target.namespace)}/${encodeURIComponent(flowId)}/${id}`
    }
    case 'flow':
      return target.namespace === undefined ? null : `${root}/flows/${encodeURIComponent(target.namespace)}/${id}`
    default:
      return null
  }
}
