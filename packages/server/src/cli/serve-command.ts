import type { Command } from 'commander'
import type { ConsoleIo } from './console-io.ts'

/** Flags of `countersign serve`; each is the setting of the same name. */
export interface ServeFlags {
  readonly config?: string
  readonly host?: string
  readonly port?: string
  readonly data?: string
  readonly databaseUrl?: string
  readonly url?: string
  readonly flows?: string
  readonly demo?: boolean
  readonly logLevel?: string
}

/** `countersign serve`. The server itself is loaded only here, so that all other commands start fast. */
export function addServeCommand(program: Command, io: ConsoleIo, end: (code: number) => void): void {
  program
    .command('serve')
    .description('run the server')
    .option('--config <file>', 'YAML file with settings')
    .option('--host <address>', 'address to listen on (default 127.0.0.1)')
    .option('--port <port>', 'port to listen on (default 8080)')
    .option('--url <url>', 'address under which people reach the server')
    .option('--data <directory>', 'directory of the embedded database and of files (default ./data)')
    .option('--database-url <url>', 'PostgreSQL to use in place of the embedded database')
    .option('--flows <directory>', 'directory of YAML flows that are saved at start')
    .option('--demo', 'demo people, example flows, and a catcher of what they send')
    .option('--log-level <level>', 'debug, info, warn, error or silent')
    .action(async (flags: ServeFlags) => {
      const { serve } = await import('./serve.ts')
      end(await serve(flags, io))
    })
}
