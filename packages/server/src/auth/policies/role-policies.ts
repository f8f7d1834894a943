import type { Permission } from '@countersign/contract'
import type { Principal } from '../../app/authenticator.ts'
import type { Policies } from '../../app/policies.ts'
import { ROLE_PERMISSIONS } from '../roles.ts'

/** Everything that a principal may do, in any namespace of a tenant that they may enter. */
export function permissionsOf(principal: Principal): ReadonlySet<Permission> {
  return new Set(
    principal.roles.flatMap((role) => (Object.hasOwn(ROLE_PERMISSIONS, role) ? (ROLE_PERMISSIONS[role] ?? []) : [])),
  )
}

/** Policies by role alone. Namespaces will matter once roles are bound to them. */
export function createRolePolicies(): Policies {
  const byRoles = new WeakMap<readonly string[], ReadonlySet<Permission>>()
  return {
    allows(principal, permission) {
      // A remembered login keeps its list of roles, so the set is made once for it and not for every request.
      const known = byRoles.get(principal.roles) ?? permissionsOf(principal)
      byRoles.set(principal.roles, known)
      return known.has(permission)
    },
  }
}
