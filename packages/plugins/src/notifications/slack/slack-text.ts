import { isMap, toJsonText, type Value } from '@countersign/plugin-sdk'

/** A text in which Slack sees no link, mention or channel: it wants just these three escaped. */
export function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Markdown in the words of Slack: bold, italic and links differ. */
function toMrkdwn(markdown: string): string {
  return markdown
    .replaceAll(/\*\*(.+?)\*\*/g, '*$1*')
    .replaceAll(/__(.+?)__/g, '_$1_')
    .replaceAll(/\[([^\]\n]+)\]\(([^)\s]+)\)/g, '<$2|$1>')
}

/** The message that `messageText` alone means: JSON of one, when it is that, else a text in Markdown. */
export function slackMessageOf(messageText: string): string {
  const written = parseMap(messageText)
  return written ?? toJsonText({ text: toMrkdwn(messageText) })
}

function parseMap(text: string): string | undefined {
  if (!text.trimStart().startsWith('{')) return undefined
  try {
    // JSON holds nothing but null, booleans, numbers, texts, lists and maps.
    return isMap(JSON.parse(text) as Value) ? text : undefined
  } catch {
    return undefined
  }
}
