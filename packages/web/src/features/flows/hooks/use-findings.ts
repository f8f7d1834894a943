import type { WireDiagnostic } from '@countersign/contract'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '../../../lib/api/client.ts'
import { findingsOf } from '../model/findings.ts'

/** How long after the last key a source is checked. */
const QUIET_MS = 400

/** What a check of a source found, and of which text: what was typed since is not checked yet. */
export interface Findings {
  readonly diagnostics: readonly WireDiagnostic[]
  readonly checking: boolean
}

/** Checks a source a little after each change. While it is checked, the findings before stay. */
export function useFindings(tenant: string, source: string): Findings {
  const [quiet] = useDebouncedValue(source, QUIET_MS)
  const { data } = useQuery({
    queryKey: ['flows', tenant, 'validate', quiet],
    queryFn: async ({ signal }) => ({
      source: quiet,
      diagnostics: findingsOf(await api.forTenant(tenant).flows.validate(quiet, { signal })),
    }),
    enabled: quiet.trim() !== '',
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
  return { diagnostics: data?.diagnostics ?? [], checking: data?.source !== source }
}
