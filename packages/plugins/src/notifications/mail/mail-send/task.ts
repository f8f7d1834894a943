import { defineTask } from '@countersign/plugin-sdk'
import { mailProperties, sendMail } from '../send-mail.ts'

/** Sends one mail. */
export const mailSend = defineTask({
  type: 'io.kestra.plugin.notifications.mail.MailSend',
  aliases: ['io.kestra.plugin.email.MailSend'],
  title: 'Send mail',
  description:
    'Sends a mail as HTML, plain text or both, through the mail server that the task names or the one of the server’s configuration.',
  properties: mailProperties,
  run: sendMail,
})
