import type { ServiceToken } from '@countersign/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ConfirmButton } from '../../../components/ui/confirm-button.tsx'
import { DataTable } from '../../../components/ui/data-table.tsx'
import { EmptyState } from '../../../components/ui/empty-state.tsx'
import { ErrorNotice } from '../../../components/ui/error-notice.tsx'
import { PageHeader } from '../../../components/ui/page-header.tsx'
import { RelativeTime } from '../../../components/ui/relative-time.tsx'
import { ToneBadge } from '../../../components/ui/state-badge.tsx'
import { messageOf } from '../../../lib/api/api-errors.ts'
import { api } from '../../../lib/api/client.ts'
import { useNow } from '../../../lib/time/now-provider.tsx'
import { parseInstant } from '../../../lib/time/relative.ts'
import { tokensQuery } from '../api.ts'
import { CreateToken } from './create-token.tsx'
import styles from './tokens-page.module.css'

/** Service accounts with their tokens: a new one is shown once, any can be revoked. */
export function TokensPage({ tenant }: { readonly tenant: string }) {
  const query = useQuery(tokensQuery(tenant))
  return (
    <>
      <PageHeader
        title="Tokens"
        trail="Settings"
        meta="A token lets a program call the API as a service account of this tenant."
      />
      <CreateToken tenant={tenant} />
      {query.isError && query.data === undefined ? (
        <ErrorNotice title="The tokens cannot be shown" error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <TokenTable tenant={tenant} tokens={query.data ?? null} />
      )}
    </>
  )
}

function TokenTable({ tenant, tokens }: { readonly tenant: string; readonly tokens: readonly ServiceToken[] | null }) {
  return (
    <DataTable
      label="Tokens"
      rows={tokens}
      rowKey={(token) => token.id}
      empty={
        <EmptyState title="There is no token yet" example={'curl -H "Authorization: Bearer $TOKEN" …'}>
          Create one above, and send it with every call.
        </EmptyState>
      }
      columns={[
        {
          key: 'name',
          header: 'Name',
          grow: true,
          narrow: 'main',
          cell: (token) => <span className={styles.name}>{token.name}</span>,
        },
        { key: 'state', header: 'State', cell: (token) => <TokenState token={token} /> },
        { key: 'by', header: 'Created by', cell: (token) => token.createdBy },
        {
          key: 'at',
          header: 'Created',
          align: 'right',
          cell: (token) => <RelativeTime at={token.createdAt} style="short" />,
        },
        {
          key: 'expires',
          header: 'Expires',
          align: 'right',
          cell: (token) => (token.expiresAt === null ? 'never' : <RelativeTime at={token.expiresAt} style="short" />),
        },
        {
          key: 'revoke',
          header: 'Action',
          align: 'right',
          cell: (token) => (token.revokedAt === null ? <Revoke tenant={tenant} token={token} /> : null),
        },
      ]}
    />
  )
}

function TokenState({ token }: { readonly token: ServiceToken }) {
  const now = useNow()
  if (token.revokedAt !== null) return <ToneBadge word="Revoked" tone="ended" quiet />
  const expires = parseInstant(token.expiresAt)
  if (expires !== null && expires <= now) return <ToneBadge word="Expired" tone="ended" quiet />
  return <ToneBadge word="Active" tone="success" quiet />
}

function Revoke({ tenant, token }: { readonly tenant: string; readonly token: ServiceToken }) {
  const queryClient = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => api.forTenant(tenant).tokens.revoke(token.id),
    onSettled: () => queryClient.invalidateQueries({ queryKey: tokensQuery(tenant).queryKey }),
  })
  return (
    <>
      <ConfirmButton
        label="Revoke"
        question={`Revoke “${token.name}”?`}
        detail="Every program that uses it is refused from then on. It cannot be taken back."
        confirm="Revoke it"
        danger
        loading={revoke.isPending}
        onConfirm={() => revoke.mutate()}
      />
      {revoke.isError && (
        <p role="alert" className={styles.revokeProblem}>
          {messageOf(revoke.error)}
        </p>
      )}
    </>
  )
}
