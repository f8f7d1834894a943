import { p, type Rendered, TaskFailure, type ValueMap } from '@countersign/plugin-sdk'
import { clip, type ExecutionReport } from '../execution-report/execution-report.ts'

const embedProperties = {
  title: p.string(),
  websiteUrl: p.string().describe('Where the title leads.'),
  description: p.string(),
  thumbnail: p.string().describe('Address of a small picture.'),
  authorName: p.string(),
  color: p.list(p.int({ min: 0, max: 255 })).describe('Red, green and blue, each from 0 to 255.'),
  footer: p.string(),
}

/** `embedList` of Discord messages. */
export const embedListProperty = p.list(p.object(embedProperties)).describe('Embeds; the first takes up the facts.')

type Embed = NonNullable<Rendered<{ readonly embed: ReturnType<typeof p.object<typeof embedProperties>> }>['embed']>

/** Discord's limits, in characters. */
const LIMITS = { title: 256, description: 4_096, footer: 2_048, author: 256, embeds: 10 } as const
const MOODS = { good: 0x2e7d32, warning: 0xf9a825, bad: 0xc62828 } as const

/** The embeds of a message about an execution: the flow's own, the first of which takes up what is to be told. */
export function embedsOf(
  report: ExecutionReport,
  own: readonly Embed[],
  avatarUrl: string | undefined,
): readonly ValueMap[] {
  const [first, ...others] = own
  if (own.length > LIMITS.embeds) {
    throw TaskFailure.fatal(`Discord takes ${LIMITS.embeds} embeds in a message; embedList has ${own.length}.`, {
      code: 'WEBHOOK_PAYLOAD_INVALID',
    })
  }
  const told = reportEmbed(report)
  const written = first === undefined ? {} : ownEmbed(first, avatarUrl)
  const { description, footer } = told
  return [{ ...told, ...written, description, footer }, ...others.map((embed) => ownEmbed(embed, avatarUrl))]
}

function reportEmbed({ summary, title, sentence, facts, customMessage, mood }: ExecutionReport) {
  const lines = facts.map(({ name, value }) => `${name}: ${value}`)
  const text = [...(customMessage === undefined || customMessage === '' ? [] : [customMessage, '']), ...lines].join(
    '\n',
  )
  return {
    title: clip(title, LIMITS.title),
    url: summary.url,
    description: clip(text, LIMITS.description),
    color: MOODS[mood],
    timestamp: new Date(summary.startedAt).toISOString(),
    footer: { text: clip(sentence, LIMITS.footer) },
  }
}

function ownEmbed(embed: Embed, avatarUrl: string | undefined): ValueMap {
  const { title, websiteUrl, description, thumbnail, authorName, color, footer } = embed
  return {
    ...(title === undefined ? {} : { title: clip(title, LIMITS.title) }),
    ...(websiteUrl === undefined ? {} : { url: websiteUrl }),
    ...(description === undefined ? {} : { description: clip(description, LIMITS.description) }),
    ...(thumbnail === undefined ? {} : { thumbnail: { url: thumbnail } }),
    ...(authorName === undefined
      ? {}
      : {
          author: {
            name: clip(authorName, LIMITS.author),
            ...(websiteUrl === undefined ? {} : { url: websiteUrl }),
            ...(avatarUrl === undefined ? {} : { icon_url: avatarUrl }),
          },
        }),
    ...(color === undefined ? {} : { color: colorNumber(color) }),
    ...(footer === undefined ? {} : { footer: { text: clip(footer, LIMITS.footer) } }),
  }
}

function colorNumber([red = 0, green = 0, blue = 0]: readonly number[]): number {
  return red * 65_536 + green * 256 + blue
}
