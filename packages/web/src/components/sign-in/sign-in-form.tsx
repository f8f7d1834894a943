import type { Me } from '@countersign/contract'
import { type FormEvent, useState } from 'react'
import { messageOf } from '../../lib/api/api-errors.ts'
import { api } from '../../lib/api/client.ts'
import styles from './sign-in.module.css'

/**
 * Name and password. Used by both entries, so that an approver signs in on the page they came for and loses neither place
 * nor words.
 */
export function SignInForm({ onSignedIn }: { readonly onSignedIn: (me: Me) => void }) {
  const [problem, setProblem] = useState<string | null>(null)
  const [sending, setSending] = useState(false)

  async function signIn(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    setSending(true)
    setProblem(null)
    try {
      const login = { username: textOf(data, 'username'), password: textOf(data, 'password') }
      onSignedIn(await api.session.login(login))
    } catch (cause) {
      setProblem(messageOf(cause))
    } finally {
      setSending(false)
    }
  }

  return (
    <form className={styles.form} onSubmit={(event) => void signIn(event)}>
      <label className={styles.field}>
        <span>User name or e-mail</span>
        <input name="username" autoComplete="username" autoCapitalize="none" spellCheck={false} required />
      </label>
      <label className={styles.field}>
        <span>Password</span>
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <button type="submit" className={styles.submit} disabled={sending}>
        {sending ? 'Signing in …' : 'Sign in'}
      </button>
    </form>
  )
}

function textOf(data: FormData, name: string): string {
  const value = data.get(name)
  return typeof value === 'string' ? value : ''
}
