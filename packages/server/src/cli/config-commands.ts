import type { Command } from 'commander'
import { describeConfig, loadConfig } from '../config/load.ts'
import type { ConsoleIo } from './console-io.ts'

/** `countersign config print`. */
export function addConfigCommands(program: Command, io: ConsoleIo): void {
  program
    .command('config')
    .description('settings')
    .command('print')
    .description('show every setting with its source, secrets masked')
    .option('--config <file>', 'YAML file with settings')
    .action((flags: { readonly config?: string }) => {
      const loaded = loadConfig({
        environment: io.environment,
        flags: {},
        ...(flags.config === undefined ? {} : { file: flags.config }),
      })
      for (const line of describeConfig(loaded)) io.out(line)
    })
}
