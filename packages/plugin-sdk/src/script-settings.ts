/** What the server's configuration allows tasks that run programs. */
export interface ScriptSettings {
  /** Whether programs may run on the machine of the server itself. */
  readonly process: boolean
  /** Whether programs may run in containers. */
  readonly docker: boolean
  /** Whether containers may mount directories of the machine. */
  readonly dockerVolumes: boolean
  /** The command line program of Docker, or one that understands the same. */
  readonly dockerCommand: string
  /** The only variables of the server's environment that programs get: where programs are, languages, the time zone. */
  readonly environment: Readonly<Record<string, string>>
  /** What the docker program gets beside these: where its engine is. */
  readonly dockerEnvironment: Readonly<Record<string, string>>
}
