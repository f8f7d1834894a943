import { DEMO_PEOPLE, DEMO_TENANT } from './people.ts'

/** What a demo prints once it is ready: where to go, who to be, and what to try. */
export function demoWelcome(url: string): readonly string[] {
  const width = Math.max(...DEMO_PEOPLE.map((person) => person.username.length))
  return [
    '',
    `  Countersign is ready: ${url}`,
    '',
    '  Be one of these people (name, password):',
    ...DEMO_PEOPLE.map(
      (person) => `    ${person.username.padEnd(width)}  ${person.password.padEnd(12)}  ${person.name} ${person.does}`,
    ),
    '',
    '  Try this:',
    '    1. As emma, open Flows, choose vacation-approval, and run it.',
    '    2. As max, open Catcher: the Slack message holds a link. Open it and decide.',
    '    3. Look at Catcher again: the HR system was told. The Audit page says who did what.',
    '',
    `  By curl: curl -u max:max-demo-1 ${url}/api/v1/${DEMO_TENANT}/approvals`,
    '',
  ]
}
