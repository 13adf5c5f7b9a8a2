import type { FastifyReply } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Api } from './api.ts'

/** Prometheus figures: requests by route and status, open live streams, the pool, the process. */
export function measure(api: Api): { registry: Registry; answer(reply: FastifyReply): Promise<string> } {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'sluice_http_request_seconds', help: 'Duration of requests by route', labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10], registers: [registry],
  })
  new Gauge({ name: 'sluice_live_streams', help: 'Open live streams', registers: [registry], collect() { this.set(api.live.count()) } })
  new Gauge({
    name: 'sluice_db_connections', help: 'Database connections of this process', labelNames: ['state'], registers: [registry],
    collect() {
      this.set({ state: 'idle' }, api.db.pool.idleCount)
      this.set({ state: 'busy' }, api.db.pool.totalCount - api.db.pool.idleCount)
      this.set({ state: 'waiting' }, api.db.pool.waitingCount)
    },
  })
  api.fastify.addHook('onResponse', async (request, reply) => {
    requests.observe({ method: request.method, route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) }, reply.elapsedTime / 1000)
  })
  return {
    registry,
    async answer(reply) {
      reply.type(registry.contentType)
      return registry.metrics()
    },
  }
}
