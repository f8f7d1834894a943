import type { Me } from '@countersign/contract'
import { SignInForm } from '../../../components/sign-in/sign-in-form.tsx'
import markUrl from '../../../theme/mark.svg'
import styles from './sign-in-page.module.css'

interface SignInPageProps {
  readonly isDemo: boolean
  readonly onSignedIn: (me: Me) => void
}

/** The front door. */
export function SignInPage({ isDemo, onSignedIn }: SignInPageProps) {
  return (
    <main className={styles.page}>
      <div className={styles.box}>
        <div className={styles.brand}>
          <img src={markUrl} alt="" width={32} height={32} />
          <h1>Countersign</h1>
        </div>
        <SignInForm onSignedIn={onSignedIn} />
        {isDemo && (
          <p className={styles.hint}>
            This is a demo. Its people and their passwords were printed when it was started.
          </p>
        )}
      </div>
    </main>
  )
}
