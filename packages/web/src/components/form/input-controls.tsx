import type { ChangeEvent } from 'react'
import type { Field, FieldControl, FieldValue } from '../../lib/form/field.ts'
import styles from './form.module.css'

/** What every control gets. */
export interface ControlProps {
  readonly field: Field
  readonly id: string
  readonly value: FieldValue
  readonly disabled: boolean
  readonly invalid: boolean
  readonly describedBy: string | undefined
  readonly onChange: (value: FieldValue) => void
}

/** Controls into which something is typed or picked: text, numbers, dates, sources, files. */
export function InputControl(props: ControlProps) {
  const { field, value, onChange } = props
  const { control } = field
  const text = typeof value === 'string' ? value : ''
  if (control.kind === 'file') return <FileControl {...props} />
  const typed = (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => onChange(event.target.value)
  const shared = {
    id: props.id,
    name: field.id,
    value: text,
    disabled: props.disabled,
    onChange: typed,
    'aria-required': field.required,
    'aria-invalid': props.invalid || undefined,
    'aria-describedby': props.describedBy,
  }
  if (isLong(control)) {
    const source = control.kind === 'source'
    return (
      <textarea
        {...shared}
        className={source ? styles.source : styles.area}
        rows={source ? 6 : 3}
        spellCheck={!source}
        placeholder={control.kind === 'lines' ? 'One value per line' : undefined}
      />
    )
  }
  return <input {...shared} {...inputAttributes(control)} className={styles.input} autoComplete="off" />
}

function isLong(control: FieldControl): boolean {
  return control.kind === 'source' || control.kind === 'lines' || (control.kind === 'text' && control.long)
}

/**
 * The kind of keyboard and picker that the browser offers. Numbers are text with a numeric keyboard: a number control
 * drops what it cannot read, and the server's message about it with it.
 */
function inputAttributes(control: FieldControl) {
  switch (control.kind) {
    case 'number':
      return { type: 'text', inputMode: control.whole ? 'numeric' : 'decimal', placeholder: rangeOf(control) } as const
    case 'moment':
      return {
        type: control.of === 'datetime' ? 'datetime-local' : control.of,
        min: control.min ?? undefined,
        max: control.max ?? undefined,
        step: control.of === 'date' ? undefined : 1,
      } as const
    case 'duration':
      return { type: 'text', placeholder: '2 d 4 h, 90 min or PT1H30M' } as const
    case 'text':
      return { type: control.mode === 'secret' ? 'password' : control.mode === 'url' ? 'url' : control.mode } as const
    default:
      return { type: 'text' } as const
  }
}

function rangeOf(control: { readonly min: string | null; readonly max: string | null }): string | undefined {
  if (control.min !== null && control.max !== null) return `${control.min} to ${control.max}`
  if (control.min !== null) return `at least ${control.min}`
  return control.max === null ? undefined : `at most ${control.max}`
}

function FileControl({ field, id, disabled, invalid, describedBy, onChange }: ControlProps) {
  const accept = field.control.kind === 'file' && field.control.accept !== '' ? field.control.accept : undefined
  return (
    <input
      className={styles.file}
      type="file"
      id={id}
      name={field.id}
      disabled={disabled}
      accept={accept}
      required={field.required}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      onChange={(event) => onChange(event.target.files?.[0] ?? '')}
    />
  )
}
