import type { ExpressionHost, HostAnswer } from '../host/host.ts'
import { utf8Bytes } from '../text/utf8.ts'
import type { Value } from '../value/value.ts'
import type { CaseFixtures } from './expression-case.ts'

/** A host that answers out of the fixtures of a case. */
export function createCaseHost(fixtures: CaseFixtures): ExpressionHost {
  return {
    answer: ({ kind, args }) => answer(fixtures, kind, args),
  }
}

function answer(fixtures: CaseFixtures, kind: string, args: readonly Value[]): HostAnswer {
  const [namespace, name] = [String(args[0] ?? ''), String(args[1] ?? '')]
  switch (kind) {
    case 'secret':
      return secret(fixtures.secrets?.[name.toUpperCase()], args[2] ?? null)
    case 'kv':
      return found(fixtures.kv?.[namespace]?.[name])
    case 'read':
      return found(file(fixtures, namespace, name))
    case 'fileSize':
      return withFile(fixtures, namespace, name, (text) => utf8Bytes(text).length)
    case 'isFileEmpty':
      return withFile(fixtures, namespace, name, (text) => text === '')
    case 'fileExists':
      return { ok: true, value: file(fixtures, namespace, name) !== undefined }
    case 'errorLogs':
      return fixtures.onWorker === true
        ? { ok: true, value: fixtures.errorLogs ?? [] }
        : refused('only a worker can read logs')
    default:
      return refused(`\`${kind}\` has no fixture`)
  }
}

function secret(text: string | undefined, subkey: Value): HostAnswer {
  if (text === undefined || typeof subkey !== 'string') return found(text)
  const parts: unknown = JSON.parse(text)
  const part =
    typeof parts === 'object' && parts !== null ? Object.entries(parts).find(([key]) => key === subkey) : undefined
  return found(part === undefined ? undefined : String(part[1]))
}

function file({ storage, namespaceFiles }: CaseFixtures, namespace: string, path: string): string | undefined {
  return path.startsWith('kestra:///') ? storage?.[path] : namespaceFiles?.[namespace]?.[path.replace(/^\//, '')]
}

function withFile(fixtures: CaseFixtures, namespace: string, path: string, use: (text: string) => Value): HostAnswer {
  const text = file(fixtures, namespace, path)
  return found(text === undefined ? undefined : use(text))
}

function found(value: Value | undefined): HostAnswer {
  return value === undefined ? { ok: false, message: 'it does not exist', absent: true } : { ok: true, value }
}

function refused(message: string): HostAnswer {
  return { ok: false, message }
}
