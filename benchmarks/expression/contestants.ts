import { createExpressionEngine, type ExpressionEngine } from '@countersign/expression'
import { Liquid } from 'liquidjs'
import { Environment, Template } from 'nunjucks'
import type { Contestant } from './measure-rate.ts'
import {
  COMPARED,
  COMPARISON_CONTEXT,
  type EqualTemplates,
  GREETING,
  KESTRA_CONTEXT,
  KESTRA_TEMPLATES,
} from './templates.ts'

export type Language = 'countersign' | 'liquid' | 'nunjucks'

/** The name under which a contestant's rate is found. */
export function comparedName(template: EqualTemplates, language: Language): string {
  return `${language}: ${template.name}`
}

/** One engine for all templates, as a server has it, with its usual limits. */
export function createContestants(): readonly Contestant[] {
  const engine = createExpressionEngine()
  const own = [...KESTRA_TEMPLATES.map(({ template }) => template), GREETING.template]
  return [
    ...COMPARED.flatMap((templates) => compared(templates, engine)),
    ...own.map((template) => ({ name: template, run: () => engine.render(template, KESTRA_CONTEXT).length })),
  ]
}

/** The same template in each language. @throws Error when they do not render the same text */
function compared(templates: EqualTemplates, engine: ExpressionEngine): readonly Contestant[] {
  const liquid = new Liquid()
  const liquidTemplate = liquid.parse(templates.liquid)
  const template = engine.compile(templates.countersign)
  const nunjucksTemplate = new Template(templates.nunjucks, new Environment(null, { autoescape: false }), 'bench', true)
  const renderers: Readonly<Record<Language, () => string>> = {
    countersign: () => template.render(COMPARISON_CONTEXT),
    liquid: () => String(liquid.renderSync(liquidTemplate, COMPARISON_CONTEXT)),
    nunjucks: () => nunjucksTemplate.render(COMPARISON_CONTEXT),
  }
  const texts = new Set(Object.values(renderers).map((render) => render()))
  if (texts.size !== 1) {
    throw new Error(
      `The templates for \`${templates.name}\` differ: ${[...texts].map((text) => `\`${text}\``).join(', ')}`,
    )
  }
  return [
    { name: comparedName(templates, 'countersign'), run: () => renderers.countersign().length },
    { name: comparedName(templates, 'liquid'), run: () => renderers.liquid().length },
    { name: comparedName(templates, 'nunjucks'), run: () => renderers.nunjucks().length },
  ]
}
