import type { RouteSpec } from './route.ts'

/** Below which every path of the API hangs. */
export const API_PREFIX = '/api/v1'

/** The tenant that a path without one means. */
export const DEFAULT_TENANT = 'main'

/** What a tenant may be called (api.md 1.1), together with `RESERVED_TENANT_IDS`. */
export const TENANT_ID_PATTERN = /^[a-z0-9][a-z0-9_-]*$/

/**
 * Words that cannot be tenants, because a path that starts with them is the form without a tenant: resources of ours and
 * of every Kestra version (api.md 1.1).
 */
export const RESERVED_TENANT_IDS: readonly string[] = [
  'acls',
  'ai',
  'approvals',
  'apps',
  'audit',
  'auditlogs',
  'auths',
  'banners',
  'basicauth',
  'basicauthvalidationerrors',
  'bindings',
  'blueprints',
  'concurrency-limit',
  'configs',
  'dashboards',
  'demo-catcher',
  'dependencies',
  'executions',
  'flows',
  'forgotten-password',
  'groups',
  'instance',
  'integrations',
  'invitation',
  'invitations',
  'kv',
  'license-info',
  'login',
  'logout',
  'logs',
  'me',
  'metrics',
  'namespaces',
  'plugins',
  'reset-password',
  'roles',
  'secrets',
  'security-integrations',
  'service-accounts',
  'setup',
  'stats',
  'taskruns',
  'templates',
  'tenant-access',
  'tenants',
  'tests',
  'tokens',
  'triggers',
  'usages',
  'users',
]

/** True for a text that may name a tenant. */
export function isTenantId(text: string): boolean {
  return TENANT_ID_PATTERN.test(text) && !RESERVED_TENANT_IDS.includes(text)
}

/**
 * The full paths under which a route answers, with `{name}` placeholders: for a tenant route the form without and the
 * form with `{tenant}`, in this order.
 */
export function pathForms(route: Pick<RouteSpec, 'scope' | 'path'>): readonly string[] {
  switch (route.scope) {
    case 'root':
      return [route.path]
    case 'instance':
      return [`${API_PREFIX}${route.path}`]
    case 'tenant':
      return [`${API_PREFIX}${route.path}`, `${API_PREFIX}/{tenant}${route.path}`]
  }
}

/** The names of the placeholders of a path, in order. */
export function pathParamNames(path: string): readonly string[] {
  return [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] ?? '')
}

/** The path in the notation of Fastify and its like: `/flows/:namespace/:id`. */
export function toColonPath(path: string): string {
  return path.replaceAll(/\{([^}]+)\}/g, ':$1')
}
