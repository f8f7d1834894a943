import type { InputsValidation } from '@countersign/contract'
import type { CreationCheck } from '@countersign/core'
import type { InputReport } from '@countersign/engine'
import { presentInput } from './present-input.ts'

/** What a form would become (observed/api.md D43). `value` is absent where there is none. */
export function presentValidation(
  flow: { readonly namespace: string; readonly flowId: string },
  reports: readonly InputReport[],
  checks: readonly CreationCheck[] = [],
): InputsValidation {
  return {
    id: flow.flowId,
    namespace: flow.namespace,
    inputs: reports.map(({ input, value, enabled, isDefault, errors }) => ({
      input: presentInput(input),
      ...(value === undefined || value === null ? {} : { value }),
      enabled,
      isDefault,
      errors: errors.map((message) => ({ message, renderError: false })),
    })),
    checks: checks.map(({ message, style, behavior }) => ({ message, style, behavior })),
  }
}
