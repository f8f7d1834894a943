import { defineTask } from '@countersign/plugin-sdk'
import { executionProperties } from '../../execution-report/execution-properties.ts'
import { reportOn } from '../../execution-report/execution-report.ts'
import { mailProperties, sendMail } from '../send-mail.ts'
import { htmlOf, plainTextOf } from './mail-report.ts'

/** Sends a mail that tells how an execution ended, or how it is. */
export const mailExecution = defineTask({
  type: 'io.kestra.plugin.notifications.mail.MailExecution',
  aliases: ['io.kestra.plugin.email.MailExecution'],
  title: 'Send mail about an execution',
  description: 'Sends a mail with the state, the duration, the last task and the address of an execution.',
  properties: { ...mailProperties, ...executionProperties },
  async run(context, input) {
    const report = await reportOn(context, input)
    const subject = input.subject ?? report.title
    return sendMail(context, {
      ...input,
      subject,
      htmlTextContent: htmlOf(report),
      plainTextContent: plainTextOf(report),
    })
  },
})
