import * as z from 'zod'

/** A task or trigger type in the list of a plugin (observed/api.md J92). */
const pluginElementSchema = z.object({
  cls: z.string(),
  deprecated: z.boolean(),
  title: z.string().optional(),
  description: z.string().optional(),
})

/** A group of task and trigger types. */
export const pluginSchema = z
  .object({
    name: z.string(),
    title: z.string().optional(),
    description: z.string().optional(),
    group: z.string().optional(),
    version: z.string().optional(),
    manifest: z.record(z.string(), z.unknown()).optional(),
    guides: z.array(z.unknown()).optional(),
    aliases: z.array(z.string()).optional(),
    tasks: z.array(pluginElementSchema),
    triggers: z.array(pluginElementSchema),
    categories: z.array(z.string()).optional(),
    subGroup: z.string().optional(),
    problems: z
      .array(z.string())
      .optional()
      .meta({ description: 'Why a plugin of the configuration, or a part of it, could not be loaded.' }),
  })
  .meta({ id: 'Plugin' })

export type Plugin = z.output<typeof pluginSchema>

/** The documentation of one type: text and JSON Schemas of its properties and outputs. */
export const pluginDocumentationSchema = z
  .object({
    markdown: z.string(),
    schema: z.looseObject({
      properties: z.looseObject({}),
      outputs: z.looseObject({}).optional(),
      definitions: z.looseObject({}).optional(),
    }),
  })
  .meta({ id: 'PluginDocumentation' })

export type PluginDocumentation = z.output<typeof pluginDocumentationSchema>
