const ADDRESS = /\bhttps?:\/\/[^\s<>"'`|\\^{}]+/g

/** Signs that end a sentence or a bracket, not an address. */
const TRAILING = /[.,;:!?)\]*_]+$/

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&quot;': '"',
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
}

/** The http and https addresses in texts or HTML, each once, in order. */
export function findLinks(...texts: readonly (string | null)[]): readonly string[] {
  const links = new Set<string>()
  for (const text of texts) {
    const plain = (text ?? '').replace(/&(?:amp|quot|#39|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity)
    for (const [address] of plain.matchAll(ADDRESS)) links.add(address.replace(TRAILING, ''))
  }
  return [...links]
}
