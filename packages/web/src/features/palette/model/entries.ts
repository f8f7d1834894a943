/** Something that the palette leads to. */
export interface PaletteEntry {
  readonly key: string
  readonly label: string
  /** What it is: a page, a flow, an execution. */
  readonly kind: string
  readonly href: string
}

/** Pages that not everybody has. */
export interface ShownPages {
  readonly newFlow: boolean
  readonly audit: boolean
  readonly settings: boolean
  readonly catcher: boolean
}

/** The pages of the workbench. */
export function pageEntries(tenant: string, shows: ShownPages): readonly PaletteEntry[] {
  const root = `/${encodeURIComponent(tenant)}`
  const page = (label: string, path: string): PaletteEntry => ({ key: path, label, kind: 'Page', href: root + path })
  return [
    page('Inbox', '/inbox'),
    page('Settled requests', '/inbox?view=settled'),
    page('Executions', '/executions'),
    page('Failed executions', '/executions?state=FAILED'),
    page('Paused executions', '/executions?state=PAUSED'),
    page('Flows', '/flows'),
    ...(shows.newFlow ? [page('New flow', '/flows/new')] : []),
    ...(shows.audit ? [page('Audit', '/audit')] : []),
    ...(shows.settings ? [page('Tokens', '/settings/tokens')] : []),
    ...(shows.catcher ? [page('Catcher', '/catcher')] : []),
  ]
}

/** Entries whose label holds every word of the text, those that start with it first. */
export function matchEntries(entries: readonly PaletteEntry[], text: string): readonly PaletteEntry[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return entries
  const matching = entries.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)))
  const start = words.join(' ')
  return [
    ...matching.filter(({ label }) => label.toLowerCase().startsWith(start)),
    ...matching.filter(({ label }) => !label.toLowerCase().startsWith(start)),
  ]
}
