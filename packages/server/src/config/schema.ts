import { isZone } from '@countersign/core'
import { z } from 'zod'

const port = z.coerce.number('must be a number from 0 to 65535').int().min(0).max(65_535)
const seconds = z.coerce.number('must be a number of seconds').positive()
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])

/** An environment variable gives a list as JSON; what is no JSON is left for the schema to refuse. */
function fromJsonText(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

const pluginDefault = z.strictObject({
  type: z.string().min(1),
  forced: z.boolean().default(false),
  values: z.record(z.string(), z.json()),
})

/** A list of words; in the variable with commas between them. */
const wordList = z.union([
  z.array(z.string().min(1)),
  z.string().transform((text) =>
    text
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  ),
])

/**
 * Every setting with its meaning and default: the reference page is made from this. Sources in order, later ones win: these
 * defaults, a YAML file, environment variables (`COUNTERSIGN_` and the path in capitals: `mail.host` is
 * `COUNTERSIGN_MAIL_HOST`), command-line flags. Unknown keys are errors.
 */
export const configSchema = z.strictObject({
  host: z.string().default('127.0.0.1').describe('Address to listen on. 0.0.0.0 opens the server to the network.'),
  port: port.default(8080).describe('Port to listen on; 0 takes any free one.'),
  url: z
    .url()
    .optional()
    .describe('Address under which people reach the server, used in links. Default: http://host:port.'),
  data: z
    .string()
    .default('data')
    .describe('Directory of the embedded database and of files. Created with owner-only permissions.'),
  databaseUrl: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional()
    .describe('PostgreSQL to use in place of the embedded database.'),
  plugins: wordList
    .default([])
    .describe(
      'Plugins to load: names of npm packages, installed in the directory `plugins` of the data directory or beside the server, or paths of their directories. In the variable with commas between them.',
    ),
  timezone: z
    .string()
    .refine(isZone, 'must be the name of a time zone such as Europe/Paris')
    .default('UTC')
    .describe('Time zone of schedules that name none, and of windows of days.'),
  flows: z.string().optional().describe('Directory of YAML flows that are saved at start.'),
  demo: flag.default(false).describe('Demo mode: demo people, example flows, and a local catcher of what they send.'),
  log: z
    .strictObject({
      level: z
        .enum(['debug', 'info', 'warn', 'error', 'silent'])
        .default('info')
        .describe('Least level of operator logs.'),
      format: z
        .enum(['auto', 'json', 'pretty'])
        .default('auto')
        .describe('auto: readable lines on a terminal, JSON otherwise.'),
    })
    .prefault({}),
  admin: z
    .strictObject({
      username: z.string().min(1).default('admin').describe('Administrator made at the first start.'),
      password: z.string().min(8).optional().describe('Its password. Default: generated and printed once.'),
    })
    .prefault({}),
  auth: z
    .strictObject({
      secret: z
        .string()
        .min(32)
        .optional()
        .describe('Key that signs sessions. Default: generated and kept in the data directory.'),
      sessionHours: z.coerce
        .number()
        .positive()
        .default(24 * 7)
        .describe('How long a session lasts after its last use.'),
      secureCookies: flag.optional().describe('Send session cookies over HTTPS only. Default: when `url` is https.'),
      loginsPerMinute: z.coerce
        .number()
        .int()
        .positive()
        .default(20)
        .describe('Failed logins an address may make in a minute.'),
    })
    .prefault({}),
  encryption: z
    .strictObject({
      secretKey: z
        .string()
        .min(1)
        .optional()
        .describe('Key that seals secrets: the base64 of 32 random bytes. Without it SECRET inputs are refused.'),
      previousKeys: z
        .string()
        .optional()
        .describe('Keys that are still needed to open what they sealed, separated by commas.'),
    })
    .prefault({}),
  mail: z
    .strictObject({
      host: z.string().optional().describe('SMTP server for MailSend tasks that name none.'),
      port: port.default(587).describe('Its port.'),
      username: z.string().optional().describe('Its user name.'),
      password: z.string().optional().describe('Its password.'),
      security: z.enum(['none', 'starttls', 'tls']).default('starttls').describe('How the connection is secured.'),
      from: z.string().optional().describe('Sender of mails of tasks that name none.'),
    })
    .prefault({}),
  engine: z
    .strictObject({
      concurrency: z.coerce
        .number()
        .int()
        .positive()
        .default(64)
        .describe('Attempts that workers run at the same time.'),
      leaseSeconds: seconds.default(30).describe('How long this process owns its work without renewing its lease.'),
      shutdownSeconds: seconds
        .default(20)
        .describe('How long running attempts may take to finish when the server stops.'),
    })
    .prefault({}),
  http: z
    .strictObject({
      denyLoopback: flag.default(false).describe('Whether HTTP tasks may not call the machine of the server itself.'),
      deny: wordList
        .default([])
        .describe(
          'What HTTP tasks may not call: host names (`*.example.org` for all below), addresses, networks such as 10.0.0.0/8, and the words `private` and `link-local` (where clouds keep credentials of machines). Names are looked up first.',
        ),
      allow: wordList.default([]).describe('Exceptions of `http.denyLoopback` and `http.deny`, in the same form.'),
    })
    .prefault({}),
  scripts: z
    .strictObject({
      process: flag
        .default(true)
        .describe('Whether flows may run programs on the machine of the server, with the rights of its user.'),
      docker: flag.default(true).describe('Whether flows may run containers.'),
      dockerCommand: z.string().min(1).default('docker').describe('The program that makes containers.'),
      dockerVolumes: flag.default(false).describe('Whether containers may mount directories of the machine.'),
    })
    .prefault({}),
  limits: z
    .strictObject({
      bodyBytes: z.coerce
        .number()
        .int()
        .positive()
        .default(10 * 1024 * 1024)
        .describe('Largest request body, but for files.'),
      uploadBytes: z.coerce
        .number()
        .int()
        .positive()
        .default(1024 * 1024 * 1024)
        .describe('Largest form with files.'),
    })
    .prefault({}),
  expressions: z
    .strictObject({
      envPrefix: z
        .string()
        .default('ENV_')
        .describe('Environment variables with this prefix are `envs` in expressions.'),
      globals: z.record(z.string(), z.json()).default({}).describe('Values that every expression sees as `globals`.'),
    })
    .prefault({}),
  pluginDefaults: z
    .preprocess(fromJsonText, z.array(pluginDefault))
    .default([])
    .describe(
      'Values that tasks and triggers of a type get without writing them: items of `type` (or what types start with), `values`, and `forced` if they win over what a task says. As an environment variable: a list in JSON.',
    ),
})

/** The settings, resolved once and frozen. */
export type Config = Readonly<z.infer<typeof configSchema>>
