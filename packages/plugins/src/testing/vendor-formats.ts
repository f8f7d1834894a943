import { z } from 'zod'

/*
 * What the receivers of messages publish about the messages they take, as far as our tasks use it. Every object is strict: a
 * member that a receiver does not know is a mistake of ours, even where the receiver would pass over it.
 */

const address = z.url({ protocol: /^https?$/ })
const text = (max: number) => z.string().min(1).max(max)

/** A message to an incoming webhook of Slack: text, Block Kit, and the attachments of earlier days. */
const slackText = z.strictObject({ type: z.literal('mrkdwn'), text: text(3_000) })
const slackButton = z.strictObject({
  type: z.literal('button'),
  text: z.strictObject({ type: z.literal('plain_text'), text: text(75) }),
  url: address.max(3_000),
})
export const slackMessage = z.strictObject({
  text: text(40_000),
  channel: z.string().optional(),
  username: z.string().optional(),
  icon_url: address.optional(),
  icon_emoji: z
    .string()
    .regex(/^:[\w+-]+:$/)
    .optional(),
  blocks: z
    .array(z.strictObject({ type: z.literal('section'), text: slackText, accessory: slackButton.optional() }))
    .min(1)
    .max(50),
  attachments: z
    .array(
      z.strictObject({
        color: z.union([z.enum(['good', 'warning', 'danger']), z.string().regex(/^#[0-9a-f]{6}$/i)]),
        fields: z.array(z.strictObject({ title: z.string(), value: z.string(), short: z.boolean() })),
        ts: z.int().min(1_000_000_000).max(9_999_999_999),
      }),
    )
    .max(100),
})

/** A message card of Microsoft (MessageCard); `summary` or `text` is required, both are written here. */
export const teamsMessageCard = z.strictObject({
  '@type': z.literal('MessageCard'),
  '@context': z.literal('https://schema.org/extensions'),
  themeColor: z.string().regex(/^[0-9a-f]{6}$/i),
  summary: text(1_000),
  title: z.string(),
  text: z.string(),
  sections: z.array(
    z.strictObject({
      activityTitle: z.string().optional(),
      activitySubtitle: z.string().optional(),
      facts: z.array(z.strictObject({ name: z.string().min(1), value: z.string() })),
      markdown: z.boolean(),
    }),
  ),
  potentialAction: z.array(
    z.strictObject({
      '@type': z.literal('OpenUri'),
      name: z.string(),
      targets: z.array(z.strictObject({ os: z.enum(['default', 'windows', 'iOS', 'android']), uri: address })).min(1),
    }),
  ),
})

/** The body of Discord's "execute webhook". */
const discordEmbed = z.strictObject({
  title: text(256).optional(),
  url: address.optional(),
  description: text(4_096).optional(),
  color: z.int().min(0).max(0xffffff).optional(),
  timestamp: z.iso.datetime().optional(),
  footer: z.strictObject({ text: text(2_048) }).optional(),
  thumbnail: z.strictObject({ url: address }).optional(),
  author: z.strictObject({ name: text(256), url: address.optional(), icon_url: address.optional() }).optional(),
})
export const discordMessage = z.strictObject({
  content: text(2_000).optional(),
  username: text(80).optional(),
  avatar_url: address.optional(),
  tts: z.boolean(),
  embeds: z.array(discordEmbed).min(1).max(10),
})

/** A text message to a webhook of Google Chat. */
export const googleChatMessage = z.strictObject({ text: text(4_096) })

/** The parameters of `sendMessage` of Telegram's Bot API. */
export const telegramMessage = z.strictObject({
  chat_id: z.string().min(1),
  text: text(4_096),
  parse_mode: z.enum(['HTML', 'MarkdownV2', 'Markdown']).optional(),
})

/** An alert event of PagerDuty's Events API, version 2. */
export const pagerDutyEvent = z.strictObject({
  routing_key: z.string().length(32),
  dedup_key: text(255).optional(),
  event_action: z.enum(['trigger', 'acknowledge', 'resolve']),
  payload: z.strictObject({
    summary: text(1_024),
    source: text(1_024),
    severity: z.enum(['critical', 'error', 'warning', 'info']),
    timestamp: z.iso.datetime(),
    custom_details: z.record(z.string(), z.unknown()),
  }),
  links: z.array(z.strictObject({ href: address, text: z.string() })),
})
