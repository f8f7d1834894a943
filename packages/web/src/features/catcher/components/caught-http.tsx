import { IconWorldShare } from '@tabler/icons-react'
import type { CaughtRequest } from '../model/caught.ts'
import styles from './catcher-page.module.css'
import { CaughtHead } from './caught-head.tsx'

/** A request to another system: its fields as a table where it is a form, else its body as it came. */
export function CaughtHttp({ message }: { readonly message: CaughtRequest }) {
  const address = `${message.method} ${message.path}`
  return (
    <>
      <CaughtHead
        icon={<IconWorldShare size={18} aria-hidden />}
        title={message.kind === 'hr' ? `HR system: ${address}` : address}
        at={message.at}
      />
      {message.contentType !== null && <p className={styles.type}>{message.contentType.split(';')[0]}</p>}
      {message.fields.length > 0 ? (
        <table className={styles.parts} aria-label="Fields of the form">
          <tbody>
            {numberedFields(message).map(({ number, field }) => (
              <tr key={number}>
                <th scope="row">{field.name}</th>
                <td>
                  {field.filename !== undefined && <span className={styles.type}>{field.filename}: </span>}
                  {field.value}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <pre className={styles.body}>{message.body ?? 'no body'}</pre>
      )}
    </>
  )
}

/** The fields with their places: a form may repeat a name. */
function numberedFields({ fields }: CaughtRequest) {
  return fields.map((field, index) => ({ number: index + 1, field }))
}
