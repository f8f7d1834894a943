import type { InputDeclaration } from '@countersign/contract'

/** What the vacation approval is started with. */
export const VACATION_INPUTS: InputDeclaration[] = [
  { id: 'employee', type: 'STRING', displayName: 'Employee', required: true },
  { id: 'start_date', type: 'DATE', required: true },
  { id: 'end_date', type: 'DATE', required: true },
  { id: 'remark', type: 'STRING', required: false, description: 'Anything that helps to decide' },
]

/** One input of each type. */
export const EVERY_INPUT: InputDeclaration[] = [
  { id: 'name', type: 'STRING', displayName: 'Name of the release', defaults: '2026.11' },
  { id: 'justification', type: 'STRING', description: 'Why now' },
  { id: 'seats', type: 'INT', min: 1, max: 500 },
  { id: 'budget', type: 'FLOAT', required: false },
  { id: 'urgent', type: 'BOOLEAN' },
  { id: 'day', type: 'DATE' },
  { id: 'at', type: 'DATETIME', required: false },
  { id: 'time', type: 'TIME', required: false },
  { id: 'window', type: 'DURATION', required: false },
  { id: 'team', type: 'SELECT', values: ['HR', 'Finance', 'IT'] },
  {
    id: 'region',
    type: 'SELECT',
    values: ['eu-central-1', 'eu-west-1', 'eu-north-1', 'us-east-1', 'us-east-2', 'us-west-2', 'ap-south-1'],
  },
  { id: 'channels', type: 'MULTISELECT', values: ['Mail', 'Slack', 'Teams'] },
  { id: 'contact', type: 'EMAIL', required: false },
  { id: 'ticket', type: 'URI', required: false },
  { id: 'settings', type: 'JSON', required: false, defaults: { dryRun: true } },
  { id: 'hosts', type: 'ARRAY', itemType: 'STRING', required: false },
  { id: 'password', type: 'SECRET', required: false },
  { id: 'plan', type: 'FILE', required: false },
]

/** The form of the vacation approval. */
export const VACATION_FORM: InputDeclaration[] = [
  { id: 'approved', type: 'BOOLEAN', description: 'Approve this request?', required: true },
  { id: 'reason', type: 'STRING', description: 'Decision notes', required: true },
]
