import type { Migration } from './migration.ts'

/**
 * The tables of the login library (Better Auth 1.7: its core schema, the members of its username plugin, and our `tenant`
 * and `role` of a user). It writes its own queries, so names and types are its own.
 */
export const login: Migration = {
  number: 3,
  name: 'login',
  breaking: true,
  statements: ({ text, loginBoolean, loginDate }) => [
    `create table "user" (
      "id" ${text} primary key,
      "name" ${text} not null,
      "email" ${text} not null unique,
      "emailVerified" ${loginBoolean} not null,
      "image" ${text},
      "createdAt" ${loginDate} not null,
      "updatedAt" ${loginDate} not null,
      "username" ${text} unique,
      "displayUsername" ${text},
      "tenant" ${text},
      "role" ${text}
    )`,
    `create table "session" (
      "id" ${text} primary key,
      "expiresAt" ${loginDate} not null,
      "token" ${text} not null unique,
      "createdAt" ${loginDate} not null,
      "updatedAt" ${loginDate} not null,
      "ipAddress" ${text},
      "userAgent" ${text},
      "userId" ${text} not null references "user" ("id") on delete cascade
    )`,
    'create index session_by_user on "session" ("userId")',
    `create table "account" (
      "id" ${text} primary key,
      "accountId" ${text} not null,
      "providerId" ${text} not null,
      "userId" ${text} not null references "user" ("id") on delete cascade,
      "accessToken" ${text},
      "refreshToken" ${text},
      "idToken" ${text},
      "accessTokenExpiresAt" ${loginDate},
      "refreshTokenExpiresAt" ${loginDate},
      "scope" ${text},
      "password" ${text},
      "createdAt" ${loginDate} not null,
      "updatedAt" ${loginDate} not null
    )`,
    'create index account_by_user on "account" ("userId")',
    `create table "verification" (
      "id" ${text} primary key,
      "identifier" ${text} not null,
      "value" ${text} not null,
      "expiresAt" ${loginDate} not null,
      "createdAt" ${loginDate} not null,
      "updatedAt" ${loginDate} not null
    )`,
    'create index verification_by_identifier on "verification" ("identifier")',
  ],
}
