export { createStorage, type DatabaseLocation, type SqlStorage, type StorageOptions } from './create-storage.ts'
export type { DialectName } from './dialects/open-database.ts'
export { type LocalFileStorage, openLocalFileStorage } from './files/local-file-storage.ts'
export type { Database } from './schema/database.ts'
