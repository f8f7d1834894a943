import { p } from '@countersign/plugin-sdk'

/** The properties of every task that tells about an execution. */
export const executionProperties = {
  executionId: p.string().describe('The execution to tell about. Default: the one that this task is in.'),
  customFields: p.map(p.any()).describe('Further facts to show, by name.'),
  customMessage: p.string().describe('A text to show above the facts.'),
  templateUri: p.string().describe('Accepted; the message is made of the execution alone.'),
  templateRenderMap: p.map(p.any()).describe('Accepted; the message is made of the execution alone.'),
  payload: p.any().describe('Accepted; the message is made of the execution alone.'),
}
