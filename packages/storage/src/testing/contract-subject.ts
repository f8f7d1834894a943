import { randomBytes } from 'node:crypto'
import type { CommitUnit, Execution, Guard, Storage, Write } from '@countersign/core'
import type { TestStorage } from './create-test-storage.ts'
import { createSampleRecords, type SampleRecords } from './sample-records.ts'

/** What a contract suite works on: called in each test, after the storage was opened. */
export type ContractSubject = () => TestStorage

/** Records of a tenant that no other test uses, so that tests on one database do not see each other. */
export function freshTenant(): SampleRecords {
  return createSampleRecords(`t${randomBytes(6).toString('hex')}`)
}

/** A unit without guards and audit. */
export function unit(...writes: readonly Write[]): CommitUnit {
  return { guards: [], writes, audit: [] }
}

export function guarded(guards: readonly Guard[], ...writes: readonly Write[]): CommitUnit {
  return { guards, writes, audit: [] }
}

/** The guard that an execution still has this version. */
export function versionIs(execution: Execution, version: number): Guard {
  return { kind: 'execution-version', executionId: execution.id, version }
}

/** The version that the database holds, undefined for an execution that it does not know. */
export async function versionOf(storage: Storage, execution: Execution): Promise<number | undefined> {
  return (await storage.executions.load(execution.id))?.execution.version
}

/** Writes rows in one unit, which must be committed. */
export async function write(storage: Storage, ...writes: readonly Write[]): Promise<void> {
  const [outcome] = await storage.commits.commit([unit(...writes)])
  if (outcome !== 'committed') throw new Error(`the unit is ${outcome}`)
}
