import { p } from '@countersign/plugin-sdk'

/** How to reach a PostgreSQL. */
export const connectionProperties = {
  url: p.string().mandatory().describe('Address: jdbc:postgresql://host:port/database, or postgresql://...'),
  username: p.string(),
  password: p.secret(),
  ssl: p.boolean().describe('Whether to encrypt, checking the certificate.'),
  sslMode: p.enum(['DISABLE', 'ALLOW', 'PREFER', 'REQUIRE', 'VERIFY_CA', 'VERIFY_FULL']),
  sslRootCert: p.string().describe('Certificate of the authority, as PEM.'),
  sslCert: p.string().describe('Certificate of the client, as PEM.'),
  sslKey: p.secret().describe('Key of the client, as PEM.'),
  sslKeyPassword: p.secret(),
}
