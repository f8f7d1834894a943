import { DEFAULT_TENANT, RESERVED_TENANT_IDS } from '@countersign/contract'
import { AppError, type TenantStore } from '@countersign/core'

/** Tells which tenants there are. */
export interface KnownTenants {
  /**
   * The tenant that a path means; undefined means a path without one.
   * @throws AppError TENANT_UNKNOWN, or ROUTE_NOT_FOUND for a word that can never be a tenant
   */
  resolve(written: string | undefined): Promise<string>
}

/** Remembers tenants that exist (they are never removed) and asks the store for those it does not know. */
export function createKnownTenants(tenants: TenantStore): KnownTenants {
  let known: ReadonlySet<string> = new Set([DEFAULT_TENANT])
  return {
    async resolve(written = DEFAULT_TENANT) {
      if (known.has(written)) return written
      if (RESERVED_TENANT_IDS.includes(written.toLowerCase())) {
        throw new AppError('ROUTE_NOT_FOUND', `There is no path that continues \`${written}\` like this.`)
      }
      known = new Set([DEFAULT_TENANT, ...(await tenants.list())])
      if (known.has(written)) return written
      throw new AppError(
        'TENANT_UNKNOWN',
        `There is no tenant \`${written}\`. Leave it out of the path for \`${DEFAULT_TENANT}\`, or create it with \`countersign tenant create\`.`,
      )
    },
  }
}
