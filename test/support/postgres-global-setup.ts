import type { TestProject } from 'vitest/node'
import { POSTGRES_URL_VARIABLE, startPostgres, type TestPostgres } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of a PostgreSQL server for a user who may create databases; each test creates its own database there. */
    postgresUrl: string
  }
}

/**
 * Global setup of the Vitest projects that need PostgreSQL: tests read the server's URL with `inject('postgresUrl')`. All
 * projects of one run share one server, because the first to start names it in the environment.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server: TestPostgres = await startPostgres()
  project.provide('postgresUrl', server.url)
  const started = process.env[POSTGRES_URL_VARIABLE] === undefined
  process.env[POSTGRES_URL_VARIABLE] = server.url
  return async () => {
    if (started) delete process.env[POSTGRES_URL_VARIABLE]
    await server.stop()
  }
}
