import type { Permission } from '@countersign/contract'

const REQUESTER = [
  'flow:read',
  'execution:read',
  'execution:create',
  'trigger:read',
  'log:read',
  'approval:read',
  'plugin:read',
  'demo:read',
] as const
const APPROVER = [...REQUESTER, 'approval:decide', 'execution:evaluate', 'audit:read', 'kv:read', 'file:read'] as const
const OPERATOR = [
  ...APPROVER,
  'flow:write',
  'flow:delete',
  'execution:kill',
  'execution:restart',
  'execution:delete',
  'trigger:write',
  'kv:write',
  'kv:delete',
  'file:write',
  'file:delete',
  'secret:read',
  'secret:write',
] as const
const ADMIN = [...OPERATOR, 'token:manage', 'secret:reseal'] as const

/**
 * What a role allows, until roles and groups become resources of their own. A role that is not listed allows nothing.
 *
 * - `requester`: start flows and follow them.
 * - `approver`: decide as well, and see the audit log.
 * - `operator`: change flows, triggers, keys and secrets, kill, restart, replay, force, pause and delete executions as well. Service accounts have this role.
 * - `admin`: everything.
 */
export const ROLE_PERMISSIONS: Readonly<Record<string, readonly Permission[]>> = {
  requester: REQUESTER,
  approver: APPROVER,
  operator: OPERATOR,
  admin: ADMIN,
}
