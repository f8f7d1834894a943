/** What the address of the request page names: a request, or an execution whose request is looked for (`appLink`). */
export type PageAddress =
  | { readonly kind: 'request'; readonly tenant: string; readonly requestId: string }
  | { readonly kind: 'execution'; readonly tenant: string; readonly executionId: string }

const REQUEST = /^\/ui\/([^/]+)\/approvals\/([^/]+)\/?$/
const EXECUTION = /^\/ui\/([^/]+)\/executions\/([^/]+)\/approval\/?$/

/** Reads `/ui/{tenant}/approvals/{id}` and `/ui/{tenant}/executions/{id}/approval`; null for any other path. */
export function parsePageAddress(path: string): PageAddress | null {
  const request = REQUEST.exec(path)
  if (request?.[1] !== undefined && request[2] !== undefined) {
    return { kind: 'request', tenant: decode(request[1]), requestId: decode(request[2]) }
  }
  const execution = EXECUTION.exec(path)
  if (execution?.[1] !== undefined && execution[2] !== undefined) {
    return { kind: 'execution', tenant: decode(execution[1]), executionId: decode(execution[2]) }
  }
  return null
}

/** Where the workbench shows an execution. */
export function executionPagePath(
  tenant: string,
  execution: { readonly namespace: string; readonly flowId: string; readonly executionId: string },
): string {
  const parts = [tenant, 'executions', execution.namespace, execution.flowId, execution.executionId]
  return `/ui/${parts.map(encodeURIComponent).join('/')}`
}

/** Where a request is shown. */
export function requestPagePath(tenant: string, requestId: string): string {
  return `/ui/${encodeURIComponent(tenant)}/approvals/${encodeURIComponent(requestId)}`
}

/** A broken percent sign stands for itself: the server then answers that there is no such request. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
