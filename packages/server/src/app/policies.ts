import type { Permission } from '@countersign/contract'
import type { Principal } from './authenticator.ts'

/** Where something is to be done. `namespace` is absent while it is not known yet, and for what belongs to none. */
export interface PolicyScope {
  readonly tenant: string
  readonly namespace?: string
}

/** Says who may do what where. Membership of the tenant was checked before. */
export interface Policies {
  allows(principal: Principal, permission: Permission, scope: PolicyScope): boolean
}
