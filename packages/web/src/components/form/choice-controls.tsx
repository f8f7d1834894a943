import type { FieldControl } from '../../lib/form/field.ts'
import styles from './form.module.css'
import type { ControlProps } from './input-controls.tsx'

interface Option {
  readonly value: string
  readonly label: string
}

/** One of several: radio buttons where few, a list where many, suggestions where other values are allowed. */
export function ChoiceControl(props: ControlProps) {
  const { control } = props.field
  if (control.kind === 'choice' && control.look === 'list') return <ListControl {...props} options={control.options} />
  if (control.kind === 'choice' && control.look === 'suggestions') {
    return <SuggestionControl {...props} options={control.options} />
  }
  return <RadioControl {...props} options={radioOptions(control, props.field.required)} />
}

function radioOptions(control: FieldControl, required: boolean): readonly Option[] {
  const options: Option[] =
    control.kind === 'choice'
      ? control.options.map((value) => ({ value, label: value }))
      : [
          { value: 'true', label: 'Yes' },
          { value: 'false', label: 'No' },
        ]
  return required ? options : [...options, { value: '', label: 'Leave open' }]
}

function RadioControl({ id, value, disabled, onChange, options }: ControlProps & { options: readonly Option[] }) {
  return (
    <div className={styles.radios}>
      {options.map((option) => (
        <label key={option.value} className={styles.radio}>
          <input
            type="radio"
            name={`${id}-choice`}
            value={option.value}
            checked={value === option.value}
            disabled={disabled}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  )
}

function ListControl(props: ControlProps & { options: readonly string[] }) {
  const { field, value, onChange } = props
  return (
    <select
      className={styles.input}
      id={props.id}
      name={field.id}
      value={typeof value === 'string' ? value : ''}
      disabled={props.disabled}
      aria-required={field.required}
      aria-invalid={props.invalid || undefined}
      aria-describedby={props.describedBy}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{field.required ? 'Choose one' : 'None'}</option>
      {props.options.map((option) => (
        <option key={option} value={option}>
          {option}
        </option>
      ))}
    </select>
  )
}

function SuggestionControl(props: ControlProps & { options: readonly string[] }) {
  const { field, id, value, onChange } = props
  return (
    <>
      <input
        className={styles.input}
        id={id}
        name={field.id}
        list={`${id}-options`}
        value={typeof value === 'string' ? value : ''}
        disabled={props.disabled}
        autoComplete="off"
        placeholder="Choose or type a value"
        aria-required={field.required}
        aria-invalid={props.invalid || undefined}
        aria-describedby={props.describedBy}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={`${id}-options`}>
        {props.options.map((option) => (
          <option key={option} value={option} />
        ))}
      </datalist>
    </>
  )
}

/** Any number of several, in the order in which the flow lists them; other values, one per line, where they are allowed. */
export function ChoicesControl({ field, id, value, disabled, onChange }: ControlProps) {
  if (field.control.kind !== 'choices') return null
  const { options, custom } = field.control
  const chosen: readonly string[] = typeof value === 'string' || value instanceof File ? [] : value
  const others = chosen.filter((item) => !options.includes(item))
  const toggle = (option: string) => {
    const next = chosen.includes(option) ? chosen.filter((item) => item !== option) : [...chosen, option]
    onChange([...options.filter((item) => next.includes(item)), ...others])
  }
  return (
    <div className={styles.checks}>
      {options.map((option) => (
        <label key={option} className={styles.radio}>
          <input
            type="checkbox"
            checked={chosen.includes(option)}
            disabled={disabled}
            onChange={() => toggle(option)}
          />
          <span>{option}</span>
        </label>
      ))}
      {custom && (
        <textarea
          className={styles.area}
          id={`${id}-others`}
          rows={2}
          aria-label={`${field.label}: other values, one per line`}
          placeholder="Other values, one per line"
          value={others.join('\n')}
          disabled={disabled}
          onChange={(event) =>
            onChange([...chosen.filter((item) => options.includes(item)), ...event.target.value.split('\n')])
          }
        />
      )}
    </div>
  )
}
