import type { BenchReport, BenchSuite } from '../../scripts/bench/report.ts'
import { openDatabases, POSTGRES_URL_VARIABLE } from './databases.ts'
import { measureCommits } from './measure-commits.ts'
import { measureReads } from './measure-reads.ts'

/**
 * Group commit and lists, on SQLite in a file and, where the environment names a server, on PostgreSQL. Further words pick
 * the parts: `commits`, `reads`.
 */
export const run: BenchSuite['run'] = async ({ quick, only }): Promise<BenchReport> => {
  const wanted = (part: string) => only.length === 0 || only.includes(part)
  const settings = {
    secondsPerCommitRow: quick ? 0.5 : 4,
    executions: quick ? 5_000 : 200_000,
    readRounds: quick ? 5 : 40,
  }
  const commits: Record<string, string | number>[] = []
  const reads: Record<string, string | number>[] = []
  const databases = await openDatabases()
  for (const { name, storage, close } of databases) {
    if (wanted('commits')) commits.push(...(await measureCommits(name, storage, settings.secondsPerCommitRow)))
    if (wanted('reads')) reads.push(...(await measureReads(name, storage, settings)))
    await close()
  }
  return {
    settings: { ...settings, durability: 'SQLite: WAL, synchronous = full; PostgreSQL: as the server is configured' },
    tables: [
      {
        title: 'Commits one after the other; a unit is 1 guard, 1 execution, 2 task runs, 3 log lines, 1 audit event',
        rows: commits,
      },
      { title: `Reads among ${settings.executions} executions with one open request each`, rows: reads },
    ].filter(({ rows }) => rows.length > 0),
    notes:
      databases.length > 1
        ? []
        : [`PostgreSQL was left out: ${POSTGRES_URL_VARIABLE} names no server on which databases can be created.`],
  }
}
