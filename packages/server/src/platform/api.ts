import type { Contract } from '@sluice/core/lib/contract'
import type { FastifyInstance } from 'fastify'
import type { Clock } from './clock.ts'
import type { Db } from './db.ts'
import type { Env } from './env.ts'
import type { Jobs } from './jobs.ts'
import type { Live } from './live.ts'
import type { Secrets } from './secrets.ts'

/** What a feature is given to register its routes with. */
export interface Api {
  fastify: FastifyInstance
  db: Db
  clock: Clock
  env: Env
  live: Live
  jobs: Jobs
  secrets: Secrets
  /** Every contract registered so far; OpenAPI is made from it. */
  contracts: Contract[]
}
