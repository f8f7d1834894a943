import type { InputDeclaration, InputsValidation } from '@countersign/contract'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Field, FieldValue } from './field.ts'
import { toField } from './field.ts'
import { applyReport, isDynamic } from './form-report.ts'
import { toWireValue, type WireValue } from './wire-value.ts'

/** How long after the last key the server is asked again. */
const QUIET_MS = 350

interface FormReport {
  readonly declarations: readonly InputDeclaration[]
  /** Checks of the flow that do not hold for what was typed. */
  readonly checks: InputsValidation['checks']
}

const NO_CHECKS: FormReport['checks'] = []

/**
 * Keeps a form true to what was typed: asks the server which inputs are enabled, with which choices, and which checks do not
 * hold, a little after each change. A form that is neither dynamic nor checked never asks. A failed question leaves the form as it was: the answer itself is checked
 * again when it is sent.
 */
export function useFormReport(
  declarations: readonly InputDeclaration[],
  values: Readonly<Record<string, FieldValue>>,
  ask: (inputs: ReadonlyMap<string, WireValue>) => Promise<InputsValidation>,
  { isChecked }: { readonly isChecked: boolean },
): FormReport {
  const [report, setReport] = useState<InputsValidation | null>(null)
  const latestAsk = useRef(ask)
  useEffect(() => {
    latestAsk.current = ask
  })
  const changes = isChecked || isDynamic(declarations)
  useEffect(() => {
    if (!changes) return
    let stale = false
    const timer = window.setTimeout(() => {
      latestAsk.current(currentInputs(declarations.map(toField), values)).then(
        (answer) => {
          if (!stale) setReport(answer)
        },
        () => undefined,
      )
    }, QUIET_MS)
    return () => {
      stale = true
      window.clearTimeout(timer)
    }
  }, [changes, declarations, values])
  const current = useMemo(
    () => (changes ? applyReport(declarations, report) : declarations),
    [changes, declarations, report],
  )
  return { declarations: current, checks: report?.checks ?? NO_CHECKS }
}

/** What has been typed so far, without files: those are looked at when the answer is sent. */
function currentInputs(
  fields: readonly Field[],
  values: Readonly<Record<string, FieldValue>>,
): ReadonlyMap<string, WireValue> {
  const inputs = new Map<string, WireValue>()
  for (const field of fields) {
    const value = toWireValue(field, values[field.id] ?? field.initial)
    if (typeof value === 'string') inputs.set(field.id, value)
  }
  return inputs
}
