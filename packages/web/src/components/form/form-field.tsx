import type { ReactNode } from 'react'
import type { Field, FieldValue } from '../../lib/form/field.ts'
import { Words } from '../ui/words.tsx'
import { ChoiceControl, ChoicesControl } from './choice-controls.tsx'
import styles from './form.module.css'
import { type ControlProps, InputControl } from './input-controls.tsx'

interface FormFieldProps {
  readonly field: Field
  readonly controlId: string
  readonly value: FieldValue
  readonly errors: readonly string[]
  readonly disabled: boolean
  readonly onChange: (value: FieldValue) => void
}

/** One field: label, what its author says about it, the control, and the server's errors right below it. */
export function FormField({ field, controlId, value, errors, disabled, onChange }: FormFieldProps) {
  const helpId = `${controlId}-help`
  const errorId = `${controlId}-error`
  const described = [field.help === null ? null : helpId, errors.length === 0 ? null : errorId].filter(
    (id) => id !== null,
  )
  const control: ControlProps = {
    field,
    id: controlId,
    value,
    disabled,
    onChange,
    invalid: errors.length > 0,
    describedBy: described.length === 0 ? undefined : described.join(' '),
  }
  const help = field.help !== null && (
    <p className={styles.help} id={helpId}>
      {field.help}
    </p>
  )
  return (
    <Frame field={field} control={control}>
      {help}
      <Control {...control} />
      {errors.length > 0 && (
        <div className={styles.error} id={errorId} role="alert">
          {errors.map((message) => (
            <p key={message}>
              <Words text={message} />
            </p>
          ))}
        </div>
      )}
    </Frame>
  )
}

/** Groups of buttons are fieldsets with a legend, everything else has a label. */
function Frame({ field, control, children }: { field: Field; control: ControlProps; children: ReactNode }) {
  const caption = (
    <>
      {field.label}
      {!field.required && <span className={styles.optional}>optional</span>}
    </>
  )
  if (isGroup(field)) {
    return (
      <fieldset
        className={styles.field}
        id={control.id}
        aria-describedby={control.describedBy}
        aria-invalid={control.invalid || undefined}
      >
        <legend className={styles.label}>{caption}</legend>
        {children}
      </fieldset>
    )
  }
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={control.id}>
        {caption}
      </label>
      {children}
    </div>
  )
}

function isGroup({ control }: Field): boolean {
  return (
    control.kind === 'yes-no' || control.kind === 'choices' || (control.kind === 'choice' && control.look === 'radio')
  )
}

function Control(props: ControlProps) {
  switch (props.field.control.kind) {
    case 'yes-no':
    case 'choice':
      return <ChoiceControl {...props} />
    case 'choices':
      return <ChoicesControl {...props} />
    default:
      return <InputControl {...props} />
  }
}
