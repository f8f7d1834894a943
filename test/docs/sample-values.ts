/** What is known of an input: enough to make up a value for it. */
export type Declaration = {
  readonly id: string
  readonly type: string
  readonly values?: readonly unknown[]
  readonly required?: boolean
  readonly min?: unknown
}

/** A value that each type takes, as a form sends it. */
const samples: Readonly<Record<string, string>> = {
  STRING: 'Words',
  INT: '7',
  FLOAT: '7.5',
  BOOLEAN: 'true',
  BOOL: 'true',
  DATE: '2027-07-01',
  DATETIME: '2027-07-01T09:30:00Z',
  TIME: '09:30:00',
  DURATION: 'PT90M',
  SECRET: 'Hush2027',
  EMAIL: 'somebody@example.org',
  URI: 'https://example.org/page',
  JSON: '{"a": 1}',
  YAML: 'a: 1',
  ARRAY: '["a"]',
}

/**
 * Values for a form, made from its declarations.
 *
 * @param yes what is answered to yes-or-no questions
 * @throws when a type has no sample here: the documentation began to use it
 */
export function sampleValues(form: readonly Declaration[], yes = true): Readonly<Record<string, string | File>> {
  return Object.fromEntries(form.map((declaration) => [declaration.id, sampleValue(declaration, yes)]))
}

function sampleValue({ id, type, values, min }: Declaration, yes: boolean): string | File {
  if (type === 'FILE') return new File(['name,days\nAna,3\n'], 'sample.csv')
  if (values !== undefined && values.length > 0) return String(values[0])
  if (type === 'BOOLEAN' || type === 'BOOL') return String(yes)
  if (min !== undefined) return String(min)
  const sample = samples[type]
  if (sample === undefined) throw new Error(`There is no sample value for input ${id} of type ${type}.`)
  return sample
}
