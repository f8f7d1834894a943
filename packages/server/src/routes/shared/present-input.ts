import type { InputDeclaration as WireDeclaration } from '@countersign/contract'
import type { InputDeclaration } from '@countersign/core'

/** Members that Kestra writes out for types with choices, whether they were given or not (observed D-create-validate-ok). */
const CHOICE_DEFAULTS = {
  SELECT: { allowCustomValue: false, isRadio: false, autoSelectFirst: false },
  MULTISELECT: { itemType: 'STRING', allowCustomValue: false, autoSelectFirst: false },
} as const

/** A declared input as the API shows it. */
export function presentInput(input: InputDeclaration): WireDeclaration {
  const { id, type, dependsOn, values, accept, allowedFileExtensions, ...others } = input
  const defaults = type === 'SELECT' || type === 'MULTISELECT' ? CHOICE_DEFAULTS[type] : {}
  return {
    id,
    type,
    ...others,
    ...(dependsOn === undefined ? {} : { dependsOn: { ...dependsOn, inputs: [...dependsOn.inputs] } }),
    ...(values === undefined ? {} : { values: [...values] }),
    ...(accept === undefined ? {} : { accept: [...accept] }),
    ...(allowedFileExtensions === undefined ? {} : { allowedFileExtensions: [...allowedFileExtensions] }),
    ...missing(defaults, input),
  }
}

function missing<T extends object>(defaults: T, given: object): Partial<T> {
  // A part of an object has a part of its members.
  return Object.fromEntries(Object.entries(defaults).filter(([name]) => !Object.hasOwn(given, name))) as Partial<T>
}
