/**
 * The documents of a YAML text that are separated by `---`. Each keeps its lines where they were in the whole, so that
 * findings name the right ones. Blank documents are left out; a text of nothing but those is one document.
 */
export function splitDocuments(source: string): readonly string[] {
  const documents: string[] = []
  let lines: string[] = []
  const finish = (nextStart: number) => {
    documents.push(lines.join('\n'))
    lines = Array.from({ length: nextStart }, () => '')
  }
  for (const [index, line] of source.split('\n').entries()) {
    if (/^---(?:\s|$)/.test(line)) finish(index + 1)
    else lines.push(line)
  }
  finish(0)
  const filled = documents.filter((document) => document.trim() !== '')
  return filled.length === 0 ? [source] : filled
}
