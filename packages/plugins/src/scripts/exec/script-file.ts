import { putInputFiles, type TaskContext, toText, type Value, type ValueMap } from '@countersign/plugin-sdk'
import { fetchStoredFiles } from './render-late.ts'
import type { ScriptDirectory } from './run-script.ts'

/** Renders a script, writes it into the directory and gives the path under which the program finds it. */
export async function writeScript(
  context: TaskContext,
  script: Value | undefined,
  file: { readonly name: string; readonly prelude?: string },
  { inside }: ScriptDirectory,
  variables: ValueMap,
): Promise<string> {
  const rendered = toText(await context.render(script ?? '', variables))
  const [local = ''] = await fetchStoredFiles(context, [rendered], inside)
  await putInputFiles(context, { [file.name]: `${file.prelude ?? ''}${local}` })
  return `${inside}/${file.name}`
}

/** A text as one word of a POSIX shell. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
