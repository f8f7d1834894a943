import type { Body, ParsedTemplate, TemplateNode } from '../syntax/ast.ts'

/** Every name that a template sets itself: loop variables and `loop`, `set`, parameters of macros. */
export function localNames(template: ParsedTemplate): readonly string[] {
  const names = new Set<string>()
  collect(template.body, names)
  return [...names]
}

function collect(body: Body, names: Set<string>): void {
  for (const node of body) collectFrom(node, names)
}

function collectFrom(node: TemplateNode, names: Set<string>): void {
  switch (node.kind) {
    case 'if':
      for (const branch of node.branches) collect(branch.body, names)
      collect(node.otherwise ?? [], names)
      return
    case 'for':
      names.add('loop').add(node.variable)
      collect(node.body, names)
      collect(node.otherwise ?? [], names)
      return
    case 'set':
      names.add(node.name)
      return
    case 'macro':
      for (const { name } of node.parameters) names.add(name)
      collect(node.body, names)
      return
    case 'block':
    case 'filter-tag':
      collect(node.body, names)
      return
    default:
      return
  }
}
