import { answerOf } from './ask.ts'
import type { TemplateFunction } from './function.ts'
import { maybeText } from './function-arguments.ts'

/**
 * The address of the page on which people decide about this execution.
 *
 * @argument appId - of several pages the one meant; default the only one
 * @argument baseUrl - true: the address without the execution
 * @result text
 * @error EXPRESSION_HOST there is no such page
 * @example {{ appLink() }} → https://example.com/apps/1
 */
export const appLink: TemplateFunction = {
  name: 'appLink',
  parameters: ['appId', 'baseUrl'],
  apply: (args, run) => answerOf(run, 'appLink', [maybeText(args, 0, 'appLink', 'appId'), args[1] ?? null]),
}
