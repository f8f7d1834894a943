import { AppError, type Label, parseGivenLabel } from '@countersign/core'

/**
 * Labels of a new execution, written `key:value`.
 * @throws AppError LABEL_INVALID naming each that is wrong
 */
export function readLabels(texts: readonly string[] | undefined): readonly Label[] {
  const parsed = (texts ?? []).map(parseGivenLabel)
  const problems = parsed.flatMap((one) => (one.ok ? [] : [one.message]))
  if (problems.length > 0) {
    const fields = problems.map((message) => ({ field: 'labels', code: 'LABEL_INVALID', message }))
    throw new AppError('LABEL_INVALID', problems.join(' '), { fields })
  }
  return parsed.flatMap((one) => (one.ok ? [one.label] : []))
}
