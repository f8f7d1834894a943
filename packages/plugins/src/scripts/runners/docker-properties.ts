import { p } from '@countersign/plugin-sdk'

/** How a container is made; the names are those of Kestra's runner. */
export const dockerProperties = {
  image: p.string().describe('Earlier name of containerImage.'),
  host: p.string().describe('Address of the Docker engine. Default: the one that the docker program uses.'),
  config: p.any().describe('Content of a config.json of Docker, as text or map.'),
  credentials: p
    .object({
      registry: p.string(),
      username: p.string(),
      password: p.secret(),
      registryToken: p.secret(),
      identityToken: p.secret(),
      auth: p.secret(),
    })
    .describe('Login at the registry of the image.'),
  user: p.string().describe('User within the container.'),
  entryPoint: p.list(p.string()).describe('Entry point in the place of the image’s. Default: none.'),
  extraHosts: p.list(p.string()).describe('Further names of hosts: name:address.'),
  networkMode: p.string(),
  volumes: p.list(p.string()).describe('Directories to mount; the settings of the server must allow it.'),
  pullPolicy: p.enum(['ALWAYS', 'IF_NOT_PRESENT', 'NEVER']).default('ALWAYS'),
  cpu: p.object({ cpus: p.decimal({ min: 0 }) }),
  memory: p.object({
    memory: p.string(),
    memorySwap: p.string(),
    memorySwappiness: p.string(),
    memoryReservation: p.string(),
    kernelMemory: p.string().describe('Accepted; Docker has it no more.'),
    oomKillDisable: p.boolean(),
  }),
  shmSize: p.string(),
}
