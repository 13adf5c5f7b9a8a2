import { lockHolder } from './cluster-lock.ts'
import { readCredentials } from './credentials.ts'
import { clusterDir } from './data-folder.ts'
import { APP_ROLE, DATABASE, type Login } from './embedded.ts'
import { OWNER_ROLE } from './init-cluster.ts'
import { readPostmasterFile } from './postmaster.ts'

/**
 * The logins of the embedded server that a running Sluice holds, so that a command can work beside it instead of being
 * refused. Undefined when nobody runs on the folder, or the server is not ready yet.
 */
export function attachRunning(dataDir: string): { admin: Login; app: Login } | undefined {
  if (lockHolder(dataDir) === undefined) return undefined
  const server = readPostmasterFile(clusterDir(dataDir))
  const credentials = readCredentials(dataDir)
  if (!server?.ready || credentials === undefined) return undefined
  const place = { host: server.socketDir || '127.0.0.1', port: server.port, database: DATABASE }
  return {
    admin: { ...place, user: OWNER_ROLE, password: credentials.admin },
    app: { ...place, user: APP_ROLE, password: credentials.app },
  }
}
