/** A template written in three languages, with the same output. */
export interface EqualTemplates {
  readonly name: string
  readonly countersign: string
  readonly liquid: string
  readonly nunjucks: string
}

/** A template of which the rate of Kestra is known. */
export interface KestraTemplate {
  readonly template: string
  /** Renders of Kestra 1.3.31 in a second of CPU time, warmed up, in one thread. */
  readonly kestra: number
}

export const COMPARISON_CONTEXT = {
  inputs: { name: ' Ada Lovelace ', n: 41 },
  items: Array.from({ length: 100 }, (_, index) => ({ id: index, name: `item ${index}` })),
}

export const COMPARED: readonly EqualTemplates[] = [
  {
    name: 'plain variable',
    countersign: 'Hello {{ inputs.name }}!',
    liquid: 'Hello {{ inputs.name }}!',
    nunjucks: 'Hello {{ inputs.name }}!',
  },
  {
    name: 'filter chain',
    countersign: 'Hello {{ inputs.name | trim | lower | capitalize }}!',
    liquid: 'Hello {{ inputs.name | strip | downcase | capitalize }}!',
    nunjucks: 'Hello {{ inputs.name | trim | lower | capitalize }}!',
  },
  {
    name: 'condition',
    countersign:
      "{% if inputs.n > 50 %}many{% elseif inputs.n > 40 and inputs.name != 'x' %}some{% else %}few{% endif %}",
    liquid: "{% if inputs.n > 50 %}many{% elsif inputs.n > 40 and inputs.name != 'x' %}some{% else %}few{% endif %}",
    nunjucks: "{% if inputs.n > 50 %}many{% elif inputs.n > 40 and inputs.name != 'x' %}some{% else %}few{% endif %}",
  },
  {
    name: 'loop over 100 items',
    countersign: '{% for item in items %}{{ item.id }}: {{ item.name }}, {% endfor %}',
    liquid: '{% for item in items %}{{ item.id }}: {{ item.name }}, {% endfor %}',
    nunjucks: '{% for item in items %}{{ item.id }}: {{ item.name }}, {% endfor %}',
  },
]

export const KESTRA_CONTEXT = { inputs: { name: 'Ada', n: 41 }, outputs: { t: { list: [1, 2, 3] } } }

export const KESTRA_TEMPLATES: readonly KestraTemplate[] = [
  { template: '{{ inputs.name }}', kestra: 545_000 },
  { template: 'Hello {{ inputs.name | upper }} you are {{ inputs.n + 1 }}', kestra: 335_000 },
  { template: '{{ outputs.t.missing ?? inputs.name }}', kestra: 303_000 },
  { template: '{% for i in outputs.t.list %}{{ i * 2 }},{% endfor %}{{ outputs | json }}', kestra: 265_000 },
]

/** The template with a rate of its own to reach. */
export const GREETING = { template: 'Hello {{ inputs.name | upper }}', target: 2_000_000 }
