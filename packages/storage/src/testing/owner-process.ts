/**
 * A process of its own that opens a database, takes ownership of it and keeps it until it is killed or its standard input
 * closes. Prints `open`, then `owner` or the code of the refusal. For tests of what happens when processes compete or die.
 *
 * Arguments: the location as JSON, the owner's id, and how long to wait for ownership (ms).
 */
import { isAppError } from '@countersign/core'
import { createStorage, type DatabaseLocation } from '../create-storage.ts'
import { testHasher } from './create-test-storage.ts'
import { createSilentLogger } from './silent-logger.ts'

async function main([location = '{}', owner = 'owner', waitMs = '0']: readonly string[]): Promise<void> {
  const ended = new Promise<void>((resolve) => process.stdin.resume().once('end', resolve))
  // Whoever starts this process writes this argument.
  const database = JSON.parse(location) as DatabaseLocation
  const clock = { now: () => Date.now() }
  const storage = await createStorage({ ...database, clock, hasher: testHasher, logger: createSilentLogger() })
  process.stdout.write('open\n')
  const lock = await storage.owners
    .acquire({
      owner,
      host: 'test-host',
      pid: process.pid,
      now: clock.now(),
      leaseMs: 60_000,
      waitMs: Number(waitMs),
    })
    .catch((error: unknown) => {
      process.stdout.write(`${isAppError(error) ? error.code : String(error)}\n`)
      return null
    })
  if (lock) process.stdout.write('owner\n')
  await ended
  await storage.close()
}

await main(process.argv.slice(2))
