import { defineTask, p, toJsonText } from '@countersign/plugin-sdk'
import { executionProperties } from '../../execution-report/execution-properties.ts'
import { clip, reportOn } from '../../execution-report/execution-report.ts'
import { connectionProperties, postToWebhook } from '../../incoming-webhook.ts'
import { payloadProperty } from '../../payload-property.ts'
import { embedListProperty, embedsOf } from '../embed.ts'

/** Longest `content` and `username` that Discord takes. */
const CONTENT_LENGTH = 2_000
const USERNAME_LENGTH = 80

/** Posts to Discord how an execution ended, or how it is. */
export const discordExecution = defineTask({
  type: 'io.kestra.plugin.notifications.discord.DiscordExecution',
  aliases: ['io.kestra.plugin.discord.DiscordExecution'],
  title: 'Tell Discord about an execution',
  description: 'Posts an embed with the state, the duration, the last task and the address of an execution.',
  properties: {
    ...connectionProperties,
    ...executionProperties,
    payload: payloadProperty,
    username: p.string().describe('Name of the sender.'),
    avatarUrl: p.string().describe('Address of its picture.'),
    content: p.string().describe('Text above the embeds.'),
    embedList: embedListProperty,
  },
  async run(context, input) {
    await postToWebhook(context, input, input.payload ?? (await messageAbout()), 'Discord')
    return {}

    async function messageAbout(): Promise<string> {
      const { username, avatarUrl, content, embedList = [] } = input
      return toJsonText({
        ...(username === undefined ? {} : { username: clip(username, USERNAME_LENGTH) }),
        ...(avatarUrl === undefined ? {} : { avatar_url: avatarUrl }),
        ...(content === undefined ? {} : { content: clip(content, CONTENT_LENGTH) }),
        tts: false,
        embeds: embedsOf(await reportOn(context, input), embedList, avatarUrl),
      })
    }
  },
})
