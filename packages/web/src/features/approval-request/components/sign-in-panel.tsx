import type { Me } from '@countersign/contract'
import { SignInForm } from '../../../components/sign-in/sign-in-form.tsx'
import { PageHeader } from './page-header.tsx'
import styles from './request-page.module.css'

/** Asks who is there, in the place of the request. */
export function SignInPanel({ onSignedIn }: { readonly onSignedIn: (me: Me) => void }) {
  return (
    <>
      <PageHeader />
      <main className={styles.column}>
        <h1 className={styles.title}>Sign in to see this request</h1>
        <p className={styles.soft}>The link leads here; who may answer is decided by who you are.</p>
        <SignInForm onSignedIn={onSignedIn} />
      </main>
    </>
  )
}
