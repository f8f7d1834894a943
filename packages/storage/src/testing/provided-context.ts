declare module 'vitest' {
  interface ProvidedContext {
    /** URL of a PostgreSQL server for a user who may create databases; the test set-up provides it. */
    postgresUrl: string
  }
}

export {}
