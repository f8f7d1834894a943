import { IconWorldShare } from '@tabler/icons-react'
import type { CaughtRequest } from '../model/caught.ts'
import styles from './catcher-page.module.css'
import { CaughtHead } from './caught-head.tsx'

/** A request to another system: its parts as a table where it is a form, else its body as it came. */
export function CaughtHttp({ message }: { readonly message: CaughtRequest }) {
  return (
    <>
      <CaughtHead
        icon={<IconWorldShare size={18} aria-hidden />}
        title={`${message.method} ${message.path}`}
        at={message.at}
      />
      {message.contentType !== null && <p className={styles.type}>{message.contentType.split(';')[0]}</p>}
      {message.parts.length > 0 ? (
        <table className={styles.parts} aria-label="Parts of the form">
          <tbody>
            {message.parts.map((part, index) => (
              // A form may repeat a name, so the place is part of the key.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <tr key={`${part.name} ${index}`}>
                <th scope="row">{part.name}</th>
                <td>
                  {part.filename !== undefined && <span className={styles.type}>{part.filename}: </span>}
                  {part.value}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <pre className={styles.body}>{message.text ?? 'no body'}</pre>
      )}
    </>
  )
}
