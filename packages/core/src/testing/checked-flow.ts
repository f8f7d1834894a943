import { type ParsedFlow, parseFlow } from '../flow/parse-flow.ts'
import { createTestCatalogue } from './test-catalogue.ts'

const catalogue = createTestCatalogue()

/** What `parseFlow` makes of a source with the task types of the tests. */
export function parse(source: string): ParsedFlow {
  return parseFlow(source, { tenant: 'main', catalogue })
}

/** A flow with the given lines after its names; one Log task unless `tasks:` is among them. */
export function flowOf(
  body: string,
  tasks = '\ntasks:\n  - { id: t, type: io.kestra.plugin.core.log.Log, message: hi }',
): string {
  return `id: f\nnamespace: demo\n${body}${/^tasks:/m.test(body) ? '' : tasks}\n`
}

/** The errors of a source, each as `CODE path`. */
export function errors(source: string): readonly string[] {
  return parse(source)
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ code, path }) => `${code} ${path}`)
}
