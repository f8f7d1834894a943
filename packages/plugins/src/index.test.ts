import { existsSync, globSync, readFileSync } from 'node:fs'
import { createCatalogue, defineTrigger } from '@countersign/plugin-sdk'
import { describe, expect, it } from 'vitest'
import { builtinTasks, builtinTriggers } from './index.ts'

/** What every polling trigger has, but for `interval`. */
const { interval: _interval, ...COMMON } = defineTrigger({
  type: 'x',
  title: '',
  description: '',
  properties: {},
  evaluate: async () => null,
}).properties

const readmes = globSync('**/task.ts', { cwd: import.meta.dirname })
  .map((path) => `${import.meta.dirname}/${path.replace(/task\.ts$/, 'README.md')}`)
  .map((path) => (existsSync(path) ? readFileSync(path, 'utf8') : ''))

describe('The built-in tasks', () => {
  const catalogue = createCatalogue(builtinTasks)

  it.each([
    'io.kestra.plugin.core.log.Log',
    'io.kestra.core.tasks.log.Log',
    'io.kestra.plugin.core.http.Request',
    'io.kestra.plugin.fs.http.Request',
    'io.kestra.plugin.notifications.slack.SlackIncomingWebhook',
    'io.kestra.plugin.slack.notifications.SlackIncomingWebhook',
    'io.kestra.plugin.notifications.teams.TeamsIncomingWebhook',
    'io.kestra.plugin.notifications.mail.MailSend',
    'io.kestra.plugin.email.MailSend',
    'io.kestra.plugin.notifications.mail.MailExecution',
    'io.kestra.plugin.email.MailExecution',
    'io.kestra.plugin.notifications.slack.SlackExecution',
    'io.kestra.plugin.slack.notifications.SlackExecution',
    'io.kestra.plugin.slack.SlackExecution',
    'io.kestra.plugin.notifications.teams.TeamsExecution',
    'io.kestra.plugin.microsoft365.teams.TeamsExecution',
    'io.kestra.plugin.notifications.discord.DiscordIncomingWebhook',
    'io.kestra.plugin.discord.DiscordIncomingWebhook',
    'io.kestra.plugin.notifications.discord.DiscordExecution',
    'io.kestra.plugin.discord.DiscordExecution',
    'io.kestra.plugin.notifications.google.GoogleChatIncomingWebhook',
    'io.kestra.plugin.googleworkspace.chat.GoogleChatIncomingWebhook',
    'io.kestra.plugin.notifications.google.GoogleChatExecution',
    'io.kestra.plugin.googleworkspace.chat.GoogleChatExecution',
    'io.kestra.plugin.notifications.telegram.TelegramSend',
    'io.kestra.plugin.telegram.TelegramSend',
    'io.kestra.plugin.notifications.telegram.TelegramExecution',
    'io.kestra.plugin.telegram.TelegramExecution',
    'io.kestra.plugin.notifications.pagerduty.PagerDutyAlert',
    'io.kestra.plugin.pagerduty.PagerDutyAlert',
    'io.kestra.plugin.notifications.pagerduty.PagerDutyExecution',
    'io.kestra.plugin.pagerduty.PagerDutyExecution',
    'io.kestra.plugin.core.templating.TemplatedTask',
    'io.kestra.core.tasks.templating.TemplatedTask',
  ])('know %s', (name) => {
    expect(catalogue.find(name)).toBeDefined()
  })

  it('are all of those that have a folder', () => {
    expect(builtinTasks).toHaveLength(readmes.length)
  })

  it.each(builtinTasks.map((task) => [task.type, task] as const))(
    '%s says what it is for and names each property',
    (type, task) => {
      expect(task.title).not.toBe('')
      expect(task.description).toMatch(/\.$/)
      const readme = readmes.find((text) => text.includes(`\n\`${type}\``)) ?? ''
      expect(readme, 'README.md beside the task').not.toBe('')
      for (const name of Object.keys(task.properties)) expect(readme).toContain(`\`${name}\``)
    },
  )
})

describe('The built-in triggers', () => {
  it.each(builtinTriggers.map((trigger) => [trigger.type, trigger] as const))(
    '%s says what it is for and names each property of its own',
    (type, trigger) => {
      const paths = globSync('**/trigger.ts', { cwd: import.meta.dirname })
      const texts = paths.map((path) =>
        readFileSync(`${import.meta.dirname}/${path.replace(/trigger\.ts$/, 'README.md')}`, 'utf8'),
      )
      const readme = texts.find((text) => text.includes(`\n\`${type}\``)) ?? ''
      expect(readme, 'README.md beside the trigger').not.toBe('')
      const own = Object.keys(trigger.properties).filter((name) => !Object.hasOwn(COMMON, name))
      for (const name of own) expect(readme).toContain(`\`${name}\``)
    },
  )
})
