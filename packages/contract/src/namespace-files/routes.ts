import * as z from 'zod'
import { binaryResponse, emptyResponse, jsonResponse, MULTIPART_TYPE } from '../media-type.ts'
import { defineRoute } from '../route.ts'
import { namespaceParams } from '../schema/path-params.ts'
import { queryInteger, WIRE_SCHEMA } from '../schema/query-value.ts'
import { fileAttributesSchema, fileRevisionSchema } from './file-attributes.ts'

const path = z.string().optional().meta({ description: 'Path in the namespace, with or without a slash at its start.' })
const pathQuery = z.object({ path })

const fileContent = z.record(z.string(), z.unknown()).meta({
  id: 'NamespaceFileContent',
  [WIRE_SCHEMA]: {
    type: 'object',
    description: 'The file as the part `fileContent`.',
    properties: { fileContent: { type: 'string', format: 'binary' } },
  },
})

const FILES = '/namespaces/{namespace}/files'

/** Files of a namespace, with versions (api.md 7.4, observed/api.md J88). */
export const namespaceFileRoutes = {
  read: defineRoute({
    id: 'namespaceFiles.read',
    method: 'GET',
    path: FILES,
    scope: 'tenant',
    summary: 'Download a file of a namespace',
    access: 'session',
    permission: 'file:read',
    params: namespaceParams,
    query: pathQuery.extend({ revision: queryInteger({ min: 1 }).optional() }),
    responses: { 200: binaryResponse('The newest version, or the one that was asked for') },
    errors: [400, 404, 422],
  }),
  write: defineRoute({
    id: 'namespaceFiles.write',
    method: 'POST',
    path: FILES,
    scope: 'tenant',
    summary: 'Store a new version of a file of a namespace',
    description: 'Zip files are stored as they are.',
    access: 'session',
    permission: 'file:write',
    params: namespaceParams,
    query: pathQuery,
    body: { required: true, content: { [MULTIPART_TYPE]: fileContent } },
    responses: { 200: emptyResponse('Stored') },
    errors: [400, 413, 415, 422],
  }),
  move: defineRoute({
    id: 'namespaceFiles.move',
    method: 'PUT',
    path: FILES,
    scope: 'tenant',
    summary: 'Give a file or folder another path',
    access: 'session',
    permission: 'file:write',
    params: namespaceParams,
    query: z.object({ from: z.string().optional(), to: z.string().optional() }),
    responses: { 200: emptyResponse('Moved') },
    errors: [400, 404, 422],
  }),
  remove: defineRoute({
    id: 'namespaceFiles.remove',
    method: 'DELETE',
    path: FILES,
    scope: 'tenant',
    summary: 'Delete a file with its versions, or a folder with all that is in it',
    access: 'session',
    permission: 'file:delete',
    params: namespaceParams,
    query: pathQuery,
    responses: { 200: emptyResponse('Deleted, or not there') },
    errors: [400, 422],
  }),
  revisions: defineRoute({
    id: 'namespaceFiles.revisions',
    method: 'GET',
    path: `${FILES}/revisions`,
    scope: 'tenant',
    summary: 'The versions of a file',
    access: 'session',
    permission: 'file:read',
    params: namespaceParams,
    query: pathQuery,
    responses: { 200: jsonResponse('The versions, oldest first', z.array(fileRevisionSchema)) },
    errors: [400, 404, 422],
  }),
  stats: defineRoute({
    id: 'namespaceFiles.stats',
    method: 'GET',
    path: `${FILES}/stats`,
    scope: 'tenant',
    summary: 'What is known of a file or folder; of the root without a path',
    access: 'session',
    permission: 'file:read',
    params: namespaceParams,
    query: pathQuery,
    responses: { 200: jsonResponse('The file or folder', fileAttributesSchema) },
    errors: [404, 422],
  }),
  list: defineRoute({
    id: 'namespaceFiles.list',
    method: 'GET',
    path: `${FILES}/directory`,
    scope: 'tenant',
    summary: 'What is in a folder; in the root without a path',
    access: 'session',
    permission: 'file:read',
    params: namespaceParams,
    query: pathQuery,
    responses: { 200: jsonResponse('Files and folders', z.array(fileAttributesSchema)) },
    errors: [404, 422],
  }),
  makeFolder: defineRoute({
    id: 'namespaceFiles.makeFolder',
    method: 'POST',
    path: `${FILES}/directory`,
    scope: 'tenant',
    summary: 'Make an empty folder',
    access: 'session',
    permission: 'file:write',
    params: namespaceParams,
    query: pathQuery,
    responses: { 200: emptyResponse('Made, or there before') },
    errors: [400, 422],
  }),
  search: defineRoute({
    id: 'namespaceFiles.search',
    method: 'GET',
    path: `${FILES}/search`,
    scope: 'tenant',
    summary: 'Paths that hold a text',
    access: 'session',
    permission: 'file:read',
    params: namespaceParams,
    query: z.object({ q: z.string().default('') }),
    responses: { 200: jsonResponse('Paths, each with a slash at its start', z.array(z.string())) },
    errors: [422],
  }),
} as const
