import { nodeValue } from '../../flow/document/node.ts'
import { readYaml } from '../../flow/document/yaml-document.ts'
import { createFindings } from '../../flow/findings.ts'
import { coerced, type InputKind, refused } from '../input-kind.ts'
import { withoutNullMembers } from '../value-text.ts'

/** Any YAML value: a text is parsed by the rules of flows, anything else is taken as it is. */
export const yamlInput: InputKind = {
  type: 'YAML',
  description: 'Any YAML value.',
  members: [],
  isText: false,
  coerce: (raw) => {
    if (typeof raw !== 'string') return coerced(withoutNullMembers(raw))
    const findings = createFindings()
    const node = readYaml(raw, findings)
    const [problem] = findings.list()
    if (problem !== undefined) {
      const where = problem.range === null ? '' : `line ${problem.range.line}, column ${problem.range.column}: `
      return refused(`be YAML (${where}${problem.message})`)
    }
    return coerced(node === null ? null : withoutNullMembers(nodeValue(node)))
  },
}
