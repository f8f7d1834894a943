import type { Me, Permission } from '@countersign/contract'

/**
 * True when a person may do something in a tenant, as far as the page knows: the server decides again. Somebody whose rights
 * are not known yet is shown everything, and told by the server what is not theirs.
 */
export function may(me: Me | undefined | null, tenant: string, permission: Permission): boolean {
  if (me === undefined || me === null || me.superAdmin) return true
  const rights = me.tenants.find(({ id }) => id === tenant)?.permissions
  return rights === undefined || rights.includes(permission)
}

/** What is said about an action that a person may not do. */
export const NOT_YOURS = 'You may not do this here. Somebody who administers this tenant can change that.'
