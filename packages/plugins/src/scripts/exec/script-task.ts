import { p } from '@countersign/plugin-sdk'
import { late } from './late-property.ts'
import { scriptProperties } from './script-properties.ts'

/** The properties of tasks that are given commands. */
export const commandsProperties = {
  ...scriptProperties,
  commands: late(p.list(p.string()).mandatory().describe('Commands, run one after the other in one shell.')),
}

/** The properties of tasks that are given a script. */
export const inlineProperties = {
  ...scriptProperties,
  script: p.template().mandatory().describe('The script itself.'),
}
