import { createCatalogue } from '@countersign/plugin-sdk'
import { describe, expect, it } from 'vitest'
import { builtinTasks } from './index.ts'

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
  ])('know %s', (name) => {
    expect(catalogue.find(name)).toBeDefined()
  })

  it('each say what they are for', () => {
    for (const task of builtinTasks) {
      expect(task.title, task.type).not.toBe('')
      expect(task.description, task.type).toMatch(/\.$/)
    }
  })

  it('each have only properties that say whether the flow must give them', () => {
    for (const task of builtinTasks) {
      for (const [name, property] of Object.entries(task.properties)) {
        expect(typeof property.required, `${task.type}.${name}`).toBe('boolean')
      }
    }
  })
})
