import { createChainVerifier } from '@countersign/core'
import { stringifyJson, type Value } from '@countersign/expression'
import type { Command } from 'commander'
import { loadConfig } from '../config/load.ts'
import { nodeHasher } from '../platform/hasher.ts'
import { type ConsoleIo, EXIT } from './console-io.ts'
import { openStorageOf } from './open-storage.ts'
import { print } from './print.ts'

interface AuditFlags {
  readonly data?: string
  readonly databaseUrl?: string
  readonly tenant?: string
  readonly output?: 'text' | 'json'
}

const PAGE = 1000

/** `countersign audit verify|export`: both read the database itself; no server has to run. */
export function addAuditCommands(program: Command, io: ConsoleIo, end: (code: number) => void): void {
  const audit = program.command('audit').description('the audit log')

  audit
    .command('verify')
    .description('check the hash chain of every tenant and name the first broken event')
    .option('--data <directory>', 'data directory of the embedded database')
    .option('--database-url <url>', 'PostgreSQL database')
    .option('--tenant <tenant>', 'only this tenant')
    .option('--output <format>', 'text or json', 'text')
    .action(async (flags: AuditFlags) => {
      const results = await verify(flags, io)
      print(io, flags.output ?? 'text', results, () =>
        results.map(({ tenant, events, broken, head }) =>
          broken === null
            ? `${tenant}: ${events} events, chain holds, head ${head}`
            : `${tenant}: BROKEN at event ${broken.seq}: ${broken.message}`,
        ),
      )
      if (results.some((result) => result.broken !== null)) end(EXIT.failed)
    })

  audit
    .command('export')
    .description('write the audit log as JSON lines, oldest first')
    .option('--data <directory>', 'data directory of the embedded database')
    .option('--database-url <url>', 'PostgreSQL database')
    .option('--tenant <tenant>', 'only this tenant')
    .action(async (flags: AuditFlags) => {
      await eachEvent(flags, io, (_tenant, event) => io.out(stringifyJson(event as unknown as Value)))
    })
}

type Event = Awaited<ReturnType<Awaited<ReturnType<typeof openStorageOf>>['audit']['read']>>[number]

async function verify(flags: AuditFlags, io: ConsoleIo) {
  const chains = new Map<
    string,
    {
      verifier: ReturnType<typeof createChainVerifier>
      events: number
      broken: { seq: number; message: string } | null
    }
  >()
  await eachEvent(flags, io, (tenant, event) => {
    const chain = chains.get(tenant) ?? { verifier: createChainVerifier(nodeHasher), events: 0, broken: null }
    chains.set(tenant, chain)
    chain.events += 1
    if (chain.broken !== null) return
    const broken = chain.verifier.check(event)
    if (broken !== null) chain.broken = { seq: broken.seq, message: broken.message }
  })
  return [...chains].map(([tenant, { verifier, events, broken }]) => ({
    tenant,
    events,
    broken,
    head: verifier.head().hash,
  }))
}

async function eachEvent(
  flags: AuditFlags,
  io: ConsoleIo,
  visit: (tenant: string, event: Event) => void,
): Promise<void> {
  const { config } = loadConfig({
    environment: io.environment,
    flags: { data: flags.data, databaseUrl: flags.databaseUrl },
  })
  const storage = await openStorageOf(config)
  try {
    const tenants = flags.tenant === undefined ? await storage.audit.tenants() : [flags.tenant]
    for (const tenant of tenants) {
      for (let after = 0; ; ) {
        const events = await storage.audit.read(tenant, after, PAGE)
        for (const event of events) visit(tenant, event)
        if (events.length < PAGE) break
        after = events.at(-1)?.seq ?? after
      }
    }
  } finally {
    await storage.close()
  }
}
