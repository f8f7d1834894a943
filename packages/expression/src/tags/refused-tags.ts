const FROM_DISK = 'Templates are read from the flow alone, never from disk; define a `macro` or a `block` in place.'

/** Tags of stock Pebble that Kestra takes away, with what to do instead. */
export const REFUSED_TAGS: ReadonlyMap<string, string> = new Map([
  ['extends', FROM_DISK],
  ['embed', FROM_DISK],
  ['include', FROM_DISK],
  ['import', FROM_DISK],
  ['from', FROM_DISK],
  ['autoescape', 'Nothing is escaped; use `escapeChar`, `urlencode` or `toJson` where a value needs it.'],
  ['cache', 'Rendering is not cached; leave the tag out.'],
  ['flush', 'Leave the tag out.'],
  ['parallel', 'Leave the tag out.'],
])
