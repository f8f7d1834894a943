import type { InputType } from './declaration.ts'
import type { InputKind } from './input-kind.ts'
import { arrayInput } from './types/array.ts'
import { booleanInput, boolInput } from './types/boolean.ts'
import { dateInput } from './types/date.ts'
import { dateTimeInput } from './types/datetime.ts'
import { durationInput } from './types/duration.ts'
import { emailInput } from './types/email.ts'
import { fileInput } from './types/file.ts'
import { floatInput } from './types/float.ts'
import { intInput } from './types/int.ts'
import { jsonInput } from './types/json.ts'
import { multiselectInput } from './types/multiselect.ts'
import { secretInput } from './types/secret.ts'
import { enumInput, selectInput } from './types/select.ts'
import { stringInput } from './types/string.ts'
import { timeInput } from './types/time.ts'
import { uriInput } from './types/uri.ts'
import { yamlInput } from './types/yaml.ts'

const KINDS: Readonly<Record<InputType, InputKind>> = {
  STRING: stringInput,
  INT: intInput,
  FLOAT: floatInput,
  BOOLEAN: booleanInput,
  BOOL: boolInput,
  DATE: dateInput,
  DATETIME: dateTimeInput,
  TIME: timeInput,
  DURATION: durationInput,
  FILE: fileInput,
  JSON: jsonInput,
  YAML: yamlInput,
  URI: uriInput,
  EMAIL: emailInput,
  SECRET: secretInput,
  ENUM: enumInput,
  SELECT: selectInput,
  MULTISELECT: multiselectInput,
  ARRAY: arrayInput,
}

/** The kind of inputs that a type names. */
export function inputKind(type: InputType): InputKind {
  return KINDS[type]
}
