import type { CheckedProperty, Value } from '@countersign/plugin-sdk'

/**
 * A property that reaches the task as it is written, because what its expressions see (`workingDir`, `outputDir`) exists only
 * then. It is checked, shown and documented like `property`; the task renders it with `context.render`.
 */
export function late(property: CheckedProperty<unknown>): CheckedProperty<Value | undefined> {
  const { schema, required, description, problems } = property
  return { schema, required, description, problems, render: (raw) => raw ?? undefined }
}
