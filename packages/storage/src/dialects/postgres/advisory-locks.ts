/** First key of all advisory locks of Countersign ("CSIG"), so that they meet nobody else's in a shared database. */
const COUNTERSIGN = 0x43_53_49_47

/** The keys of the advisory locks, as parameters of `pg_advisory_lock(int, int)`. Never changed: versions share them. */
export const ADVISORY_LOCKS = {
  /** Held by the process that owns the database. */
  owner: [COUNTERSIGN, 1],
  /** Held while a migration is applied. */
  migration: [COUNTERSIGN, 2],
}
