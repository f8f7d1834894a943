import type { CreatedServiceToken } from '@countersign/contract'
import { isApiError } from '@countersign/contract/client'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { CopyButton } from '../../../components/ui/copy-button.tsx'
import { ErrorNotice } from '../../../components/ui/error-notice.tsx'
import { api } from '../../../lib/api/client.ts'
import { tokensQuery } from '../api.ts'
import styles from './tokens-page.module.css'

const DAY_MS = 24 * 3_600_000

const LIVES = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'a year' },
  { value: '', label: 'never expires' },
] as const

/** Makes a token. Its secret is shown this once, to be copied. */
export function CreateToken({ tenant }: { readonly tenant: string }) {
  const queryClient = useQueryClient()
  const [name, setName] = useState('')
  const [days, setDays] = useState<string>('90')
  const create = useMutation({
    mutationFn: () =>
      api.forTenant(tenant).tokens.create({
        name: name.trim(),
        expiresAt: days === '' ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString(),
      }),
    onSuccess: () => {
      setName('')
      return queryClient.invalidateQueries({ queryKey: tokensQuery(tenant).queryKey })
    },
  })
  const fields = isApiError(create.error) ? create.error.fields : []
  const nameProblem = fields.find(({ field }) => field === 'name')?.message
  function submit(event: FormEvent): void {
    event.preventDefault()
    create.mutate()
  }
  return (
    <section className={styles.create} aria-label="Create a token">
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          size="sm"
          label="Name"
          placeholder="What will use it"
          value={name}
          error={nameProblem}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          size="sm"
          label="Expires"
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
          data={[...LIVES]}
        />
        <Button size="sm" type="submit" loading={create.isPending}>
          Create token
        </Button>
      </form>
      {create.isError && nameProblem === undefined && (
        <ErrorNotice title="The token was not created" error={create.error} />
      )}
      <div aria-live="polite">
        {create.data !== undefined && <Secret created={create.data} onDone={() => create.reset()} />}
      </div>
    </section>
  )
}

function Secret({ created, onDone }: { readonly created: CreatedServiceToken; readonly onDone: () => void }) {
  return (
    <div className={styles.secret}>
      <p>
        This is the token of <strong>{created.name}</strong>. It is shown this once: copy it now.
      </p>
      <p className={styles.token}>
        <code>{created.token}</code>
        <CopyButton text={created.token} label="Copy the token" />
      </p>
      <Button size="xs" variant="default" onClick={onDone}>
        I have copied it
      </Button>
    </div>
  )
}
