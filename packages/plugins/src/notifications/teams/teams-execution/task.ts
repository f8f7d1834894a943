import { defineTask, p, toJsonText, type ValueMap } from '@countersign/plugin-sdk'
import { executionProperties } from '../../execution-report/execution-properties.ts'
import { type ExecutionReport, reportOn } from '../../execution-report/execution-report.ts'
import { connectionProperties, postToWebhook } from '../../incoming-webhook.ts'

/** Posts to Microsoft Teams how an execution ended, or how it is, as a message card. */
export const teamsExecution = defineTask({
  type: 'io.kestra.plugin.notifications.teams.TeamsExecution',
  aliases: ['io.kestra.plugin.microsoft365.teams.TeamsExecution'],
  title: 'Tell Microsoft Teams about an execution',
  description: 'Posts a card with the state, the duration, the last task and the address of an execution.',
  properties: {
    ...connectionProperties,
    ...executionProperties,
    themeColor: p.string().default('0076D7').describe('Colour of the card, as six hexadecimal digits.'),
    activityTitle: p.string().describe('Title of the section with the facts.'),
    activitySubtitle: p.string().describe('Line below it.'),
  },
  async run(context, input) {
    const card = messageCard(await reportOn(context, input), input)
    await postToWebhook(context, input, toJsonText(card), 'Teams')
    return {}
  },
})

interface Looks {
  readonly themeColor: string
  readonly activityTitle: string | undefined
  readonly activitySubtitle: string | undefined
}

function messageCard({ summary, title, sentence, facts, customMessage }: ExecutionReport, looks: Looks): ValueMap {
  const { themeColor, activityTitle, activitySubtitle } = looks
  return {
    '@type': 'MessageCard',
    '@context': 'https://schema.org/extensions',
    themeColor: themeColor.replace(/^#/, ''),
    summary: `${title}: ${sentence}`,
    title,
    text: customMessage === undefined || customMessage === '' ? sentence : `${customMessage}\n\n${sentence}`,
    sections: [
      {
        ...(activityTitle === undefined ? {} : { activityTitle }),
        ...(activitySubtitle === undefined ? {} : { activitySubtitle }),
        facts: facts.map(({ name, value }) => ({ name, value })),
        markdown: true,
      },
    ],
    potentialAction: [{ '@type': 'OpenUri', name: 'Details', targets: [{ os: 'default', uri: summary.url }] }],
  }
}
