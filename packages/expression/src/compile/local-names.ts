import type { Body, ParsedTemplate, TemplateNode } from '../syntax/ast.ts'

/** What a template must hold for anything to read `loop`: its name, or a function that sees every variable. */
const MAY_READ_LOOP = /loop|render|Context/

/** Every name that a template sets itself: loop variables, `loop` where something may read it, `set`, parameters of macros. */
export function localNames(template: ParsedTemplate): readonly string[] {
  const names = new Set<string>()
  collect(template.body, names)
  if (!MAY_READ_LOOP.test(template.source)) names.delete('loop')
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
