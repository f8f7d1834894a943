import * as z from 'zod'

/**
 * What a client may know without a login (observed/api.md A3). Kestra's members come first; `isDemo` is ours. Absent
 * members are features that this server does not have.
 */
export const configsSchema = z
  .object({
    uuid: z.string(),
    version: z.string(),
    edition: z.string(),
    chartDefaultDuration: z.string().optional(),
    isCustomDashboardsEnabled: z.boolean().optional(),
    isAnonymousUsageEnabled: z.boolean(),
    isUiAnonymousUsageEnabled: z.boolean().optional(),
    isTemplateEnabled: z.boolean().optional(),
    url: z.string().optional(),
    preview: z.object({ initial: z.number().int(), max: z.number().int() }).optional(),
    systemNamespace: z.string(),
    hiddenLabelsPrefixes: z.array(z.string()),
    isAiEnabled: z.boolean().optional(),
    isAiApiKeyConfigured: z.boolean().optional(),
    isBasicAuthInitialized: z.boolean(),
    pluginsHash: z.number().int().optional(),
    isConcurrencyViewEnabled: z.boolean().optional(),
    isDemo: z.boolean().optional(),
  })
  .meta({ id: 'Configs' })

export type Configs = z.output<typeof configsSchema>

/** Version of the server. */
export const versionSchema = z
  .object({
    version: z.string(),
    type: z.string(),
    commit: z.string().optional(),
    commitDate: z.string().optional(),
  })
  .meta({ id: 'Version' })

export type Version = z.output<typeof versionSchema>

/** Health of the server; 503 with `DOWN` while it cannot work. */
export const healthSchema = z
  .object({
    name: z.string(),
    status: z.enum(['UP', 'DOWN']),
    details: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'Health' })

export type Health = z.output<typeof healthSchema>
