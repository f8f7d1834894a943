import type { Field, FieldValue } from '../../lib/form/field.ts'
import type { FormState } from '../../lib/form/form-state.ts'
import { Words } from '../ui/words.tsx'
import styles from './form.module.css'
import { FormField } from './form-field.tsx'

interface GeneratedFormProps {
  readonly fields: readonly Field[]
  readonly form: FormState
  readonly onChange: (id: string, value: FieldValue) => void
  readonly disabled?: boolean
  /** Prefix of the controls' ids, so that two forms may stand on one page. */
  readonly idPrefix?: string
}

/** The fields of a generated form, each with its label, help, control and errors. The buttons are the page's. */
export function GeneratedForm({ fields, form, onChange, disabled = false, idPrefix = 'input' }: GeneratedFormProps) {
  return (
    <div className={styles.form}>
      {form.formErrors.length > 0 && (
        <div className={styles.formErrors} role="alert">
          {form.formErrors.map((message) => (
            <p key={message}>
              <Words text={message} />
            </p>
          ))}
        </div>
      )}
      {fields.map((field) => (
        <FormField
          key={field.id}
          field={field}
          controlId={controlId(idPrefix, field)}
          value={form.values[field.id] ?? ''}
          errors={form.errors[field.id] ?? []}
          disabled={disabled}
          onChange={(value) => onChange(field.id, value)}
        />
      ))}
    </div>
  )
}

/** The DOM id of a field's control. */
function controlId(prefix: string, field: Pick<Field, 'id'>): string {
  return `${prefix}-${field.id}`
}

/** Moves the focus to a field, to its first button where it is a group. */
export function focusField(prefix: string, field: Pick<Field, 'id'>): void {
  const control = document.getElementById(controlId(prefix, field))
  const target = control?.matches('fieldset') === true ? control.querySelector('input') : control
  target?.focus()
  control?.scrollIntoView({ block: 'center' })
}
