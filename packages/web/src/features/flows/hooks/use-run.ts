import type { Execution, Flow, InputsValidation } from '@countersign/contract'
import { type ApiError, isApiError } from '@countersign/contract/client'
import { useMutation } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api } from '../../../lib/api/client.ts'
import { type Field, type FieldValue, toField } from '../../../lib/form/field.ts'
import {
  changeField,
  type FormState,
  firstErrorField,
  placeErrors,
  startForm,
  wireValues,
} from '../../../lib/form/form-state.ts'
import { useFormReport } from '../../../lib/form/use-form-report.ts'

/** A run while its inputs are filled in. */
export interface Running {
  readonly fields: readonly Field[]
  /** Checks of the flow that do not hold for what was typed. */
  readonly checks: InputsValidation['checks']
  readonly form: FormState
  readonly sending: boolean
  /** A refusal that belongs to no field. */
  readonly problem: ApiError | Error | null
  readonly change: (id: string, value: FieldValue) => void
  readonly start: () => void
}

/** Holds the form of a flow's inputs and starts it. `onRefused` gets the field to look at. */
export function useRun(
  tenant: string,
  flow: Pick<Flow, 'namespace' | 'id' | 'inputs' | 'checks'>,
  handlers: { readonly onStarted: (execution: Execution) => void; readonly onRefused: (field: Field) => void },
): Running {
  const declared = useMemo(() => flow.inputs ?? [], [flow.inputs])
  const [form, setForm] = useState(() => startForm(declared.map(toField)))
  const { executions } = api.forTenant(tenant)
  const { declarations, checks } = useFormReport(
    declared,
    form.values,
    (inputs) => executions.validate(flow.namespace, flow.id, { inputs: Object.fromEntries(inputs) }),
    { isChecked: (flow.checks ?? []).length > 0 },
  )
  const fields = useMemo(() => declarations.map(toField), [declarations])
  const starting = useMutation({
    mutationFn: () =>
      executions.create(flow.namespace, flow.id, { inputs: Object.fromEntries(wireValues(form, fields)) }),
    onSuccess: handlers.onStarted,
    onError: (error) => {
      if (!isApiError(error) || error.fields.length === 0) return
      const placed = placeErrors(form, fields, error.fields)
      setForm(placed)
      const wrong = firstErrorField(placed, fields)
      if (wrong !== null) handlers.onRefused(wrong)
    },
  })
  const isPlaced = isApiError(starting.error) && starting.error.fields.length > 0
  return {
    fields,
    checks,
    form,
    sending: starting.isPending,
    problem: isPlaced ? null : starting.error,
    change: (id, value) => setForm((current) => changeField(current, id, value)),
    start: () => starting.mutate(),
  }
}
