import type { Me } from '@countersign/contract'
import { useEffect, useState } from 'react'
import { isSignedOut } from '../../../lib/api/api-errors.ts'
import { readMe } from '../api.ts'
import type { PageAddress } from '../model/page-address.ts'
import { ExecutionGate } from './execution-gate.tsx'
import { RequestSkeleton } from './request-skeleton.tsx'
import { RequestView } from './request-view.tsx'
import { SignInPanel } from './sign-in-panel.tsx'

/** Whether somebody is signed in, as far as the page knows. */
type Session = { readonly kind: 'unknown' } | { readonly kind: 'out' } | { readonly kind: 'in'; readonly me: Me | null }

/** The page of one request, or of whatever an execution asks. Opening it decides nothing. */
export function RequestPage({ address }: { readonly address: PageAddress }) {
  const [session, setSession] = useState<Session>({ kind: 'unknown' })
  useEffect(() => {
    readMe().then(
      (me) => setSession({ kind: 'in', me }),
      // Not knowing the name is no reason to hide the request; being signed out is.
      (cause: unknown) => setSession(isSignedOut(cause) ? { kind: 'out' } : { kind: 'in', me: null }),
    )
  }, [])
  const signedOut = () => setSession({ kind: 'out' })
  if (session.kind === 'unknown') return <RequestSkeleton />
  if (session.kind === 'out') return <SignInPanel onSignedIn={(me) => setSession({ kind: 'in', me })} />
  const { me } = session
  return address.kind === 'request' ? (
    <RequestView tenant={address.tenant} requestId={address.requestId} me={me} onSignedOut={signedOut} />
  ) : (
    <ExecutionGate tenant={address.tenant} executionId={address.executionId} me={me} onSignedOut={signedOut} />
  )
}
