import { TaskFailure } from '@countersign/plugin-sdk'

/** How the variables of a program reach its container. */
export interface DockerVariables {
  /** Put into the environment of `docker create`, which is told their names only. */
  readonly byEnvironment: Readonly<Record<string, string>>
  /** The text of an `--env-file`; empty when no variable needs it. */
  readonly file: string
}

/**
 * Names that programs of the server's machine act upon: the loader of programs and its libraries, shells, docker and what it starts,
 * and those who stand in for it. A flow that sets them would run its own code, or send docker elsewhere, outside of any container.
 */
const READ_BY_THE_HOST = [
  /^(?:LD_|DYLD_|GLIBC_|GCONV_|GETCONF_|MALLOC_|RES_OPTIONS$|RESOLV_|LOCPATH$|NLSPATH$|HOSTALIASES$|LOCALDOMAIN$|TZDIR$)/i,
  /^(?:BASH_|SHELLOPTS$|BASHOPTS$|PS4$|IFS$|ENV$|CDPATH$|PATH$|HOME$|PWD$|OLDPWD$|TMPDIR$|XDG_|NODE_|PYTHON[A-Z])/i,
  /^(?:DOCKER_|BUILDKIT_|OTEL_|GODEBUG$|GOTRACEBACK$|GOGC$|GOMAXPROCS$|GOMEMLIMIT$|SSL_CERT_|SSH_A|[A-Z]+_PROXY$)/i,
  /^(?:PODMAN_|_?CONTAINERS?_|STORAGE_|REGISTRY_AUTH_FILE$|LISTEN_|NOTIFY_SOCKET$|DBUS_|XTABLES_)/i,
  // Helpers for logins, of which some run what these name.
  /^(?:AWS_|CLOUDSDK_|GOOGLE_APPLICATION_CREDENTIALS$|GOOGLE_EXTERNAL_|AZURE_CONFIG_DIR$)/i,
]

/**
 * Sorts the variables of a program. Files are for those that must not be in docker's own environment, as they can hold no line
 * breaks and no more than 64 KiB a line; `own` are the names that the server itself sets there.
 *
 * @throws TaskFailure DOCKER_VARIABLE_REFUSED for one that fits in neither
 */
export function sortVariables(
  env: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>>,
): DockerVariables {
  const byEnvironment: Record<string, string> = {}
  let file = ''
  for (const [name, value] of Object.entries(env)) {
    const isKept = Object.hasOwn(own, name) || READ_BY_THE_HOST.some((names) => names.test(name))
    if (!isKept) byEnvironment[name] = value
    else if (/[\r\n]/.test(name + value)) throw refusal(name)
    else file += `${name}=${value}\n`
  }
  return { byEnvironment, file }
}

function refusal(name: string): TaskFailure {
  const message =
    `The variable ${JSON.stringify(name)} has a line break, and programs of the server's machine act upon its name: ` +
    'Docker could be given it only in its own environment. Give the value in one line, or in a file of `inputFiles`.'
  return TaskFailure.fatal(message, { code: 'DOCKER_VARIABLE_REFUSED' })
}
