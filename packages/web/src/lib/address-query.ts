/** The query of an address as the pages read it: a text, or several where a name is repeated. */
export type AddressQuery = Readonly<Record<string, string | readonly string[]>>

/** Reads `?state=FAILED&state=PAUSED&q=vac`, as people and links write it. */
export function parseAddressQuery(text: string): AddressQuery {
  const query: Record<string, string | readonly string[]> = {}
  const params = new URLSearchParams(text)
  for (const name of new Set(params.keys())) {
    const [first, ...others] = params.getAll(name)
    if (first !== undefined) query[name] = others.length === 0 ? first : [first, ...others]
  }
  return query
}

/** Writes a query so that `parseAddressQuery` reads it back: lists are repeated, what is not set is left out. */
export function writeAddressQuery(query: Readonly<Record<string, unknown>>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null && item !== '') params.append(name, String(item))
    }
  }
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}
