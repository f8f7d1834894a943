import type { ApprovalDetail } from '@countersign/contract'
import type { ApiError } from '@countersign/contract/client'
import { useCallback, useEffect, useState } from 'react'
import { toApiError } from '../../../lib/api/api-errors.ts'
import { readRequest } from '../api.ts'

/** A request as far as it is known. While it is read again, the one before stays. */
export interface RequestState {
  readonly request: ApprovalDetail | null
  readonly error: ApiError | null
  readonly reload: () => Promise<void>
  /** Takes over a request that an answer brought along. */
  readonly accept: (request: ApprovalDetail) => void
}

/** Reads a request, and again whenever `reload` is called. */
export function useRequest(tenant: string, requestId: string): RequestState {
  const [request, setRequest] = useState<ApprovalDetail | null>(null)
  const [error, setError] = useState<ApiError | null>(null)
  const reload = useCallback(async () => {
    try {
      const read = await readRequest(tenant, requestId)
      setRequest((known) => newer(known, read))
      setError(null)
    } catch (cause) {
      setError(toApiError(cause))
    }
  }, [tenant, requestId])
  const accept = useCallback((settled: ApprovalDetail) => setRequest((known) => newer(known, settled)), [])
  useEffect(() => {
    void reload()
  }, [reload])
  return { request, error, reload, accept }
}

/** Answers may overtake each other: the higher version is the truth. */
function newer(known: ApprovalDetail | null, read: ApprovalDetail): ApprovalDetail {
  return known !== null && known.id === read.id && known.version > read.version ? known : read
}
