import * as z from 'zod'
import { binaryResponse, jsonResponse } from '../media-type.ts'
import { defineRoute } from '../route.ts'
import { executionParams } from '../schema/path-params.ts'
import { queryInteger } from '../schema/query-value.ts'
import { filePreviewSchema, fileSizeSchema } from './file-preview.ts'

const pathQuery = z.object({
  path: z.string().optional().meta({ description: 'The `kestra:///` address of a file of this execution.' }),
})

/** Files that an execution has stored (api.md 3.4, observed/api.md F65). */
export const executionFileRoutes = {
  file: defineRoute({
    id: 'executions.file',
    method: 'GET',
    path: '/executions/{executionId}/file',
    scope: 'tenant',
    summary: 'Download a file of an execution',
    description: 'An address of another execution leads there by a redirect.',
    access: 'session',
    permission: 'execution:read',
    params: executionParams,
    query: pathQuery,
    responses: {
      200: binaryResponse('The content'),
      301: { description: 'The file belongs to another execution', headers: { Location: 'Where it is' } },
    },
    errors: [400, 404, 422],
  }),
  fileMetas: defineRoute({
    id: 'executions.fileMetas',
    method: 'GET',
    path: '/executions/{executionId}/file/metas',
    scope: 'tenant',
    summary: 'The size of a file of an execution',
    access: 'session',
    permission: 'execution:read',
    params: executionParams,
    query: pathQuery,
    responses: { 200: jsonResponse('The size', fileSizeSchema) },
    errors: [400, 404, 422],
  }),
  filePreview: defineRoute({
    id: 'executions.filePreview',
    method: 'GET',
    path: '/executions/{executionId}/file/preview',
    scope: 'tenant',
    summary: 'The beginning of a file of an execution, for people',
    access: 'session',
    permission: 'execution:read',
    params: executionParams,
    query: pathQuery.extend({
      maxRows: queryInteger({ min: 1 }).default(100).meta({ description: 'Lines or records; 5000 at most.' }),
      encoding: z.string().default('UTF-8'),
    }),
    responses: { 200: jsonResponse('The beginning', filePreviewSchema) },
    errors: [400, 404, 422],
  }),
} as const
