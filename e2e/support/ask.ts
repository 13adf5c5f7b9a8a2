import { randomUUID } from 'node:crypto'
import type { APIRequestContext } from '@playwright/test'
import { createDeal } from '../../packages/core/src/pipeline/contract.ts'
import { createPipeline, listPipelines } from '../../packages/core/src/catalog/contract.ts'
import type { Pipeline } from '../../packages/core/src/catalog/contract.ts'
import type { BodyInputOf, Contract, ParamsInputOf, QueryInputOf, ResponseOf } from '../../packages/core/src/lib/contract.ts'
import type { DealDetail } from '../../packages/core/src/pipeline/contract.ts'
import { apiBase, fillPath, queryString } from '../../packages/web/src/api/request.ts'

interface Asked<C extends Contract> {
  params?: ParamsInputOf<C>
  query?: QueryInputOf<C>
  body?: BodyInputOf<C>
  ifMatch?: number
}

/** One call of the API beside the browser, with the person's session: to prepare data, and to hear the truth that a page must show. */
export async function ask<C extends Contract>(request: APIRequestContext, contract: C, args: Asked<C> = {}): Promise<ResponseOf<C>> {
  const url = apiBase + fillPath(contract.path, args.params) + queryString(args.query)
  const headers: Record<string, string> = { 'accept-language': 'zh-CN' }
  if (contract.method !== 'GET') headers['x-sluice-csrf'] = '1'
  if (contract.method === 'POST') headers['idempotency-key'] = randomUUID()
  if (args.ifMatch !== undefined) headers['if-match'] = `"${args.ifMatch}"`
  const answer = await request.fetch(url, { method: contract.method, headers, data: args.body })
  if (!answer.ok()) throw new Error(`${contract.method} ${url}: ${answer.status()} ${await answer.text()}`)
  return (answer.status() === 204 ? undefined : await answer.json()) as ResponseOf<C>
}

/** The first pipeline, which board and funnel show unasked. */
export async function firstPipeline(request: APIRequestContext): Promise<Pipeline> {
  const { items } = await ask(request, listPipelines)
  const pipeline = items.find((one) => !one.isArchived)
  if (!pipeline) throw new Error('No pipeline')
  return pipeline
}

/** A deal of a test's own, so that no test depends on what another has done to the demo company's. */
export async function newDeal(request: APIRequestContext, title: string, more: Partial<BodyInputOf<typeof createDeal>> = {}): Promise<DealDetail> {
  const pipelineId = more.pipelineId ?? (await firstPipeline(request)).id
  return ask(request, createDeal, { body: { title, pipelineId, ...more } })
}

/**
 * A pipeline without gates, with the stages of the first one: there a test moves deals as it likes. One for all tests;
 * should two make it at once, the first is everybody's.
 */
export async function openPipeline(request: APIRequestContext): Promise<Pipeline> {
  const name = '无门禁流程'
  const find = async () => (await ask(request, listPipelines)).items.find((one) => one.name === name && !one.isArchived)
  const known = await find()
  if (known) return known
  const { stages, wonName, lostName } = await firstPipeline(request)
  const made = await ask(request, createPipeline, { body: { name, stages: stages.map((stage) => stage.name), wonName, lostName } })
  return (await find()) ?? made
}

/** A deal of a test's own that may be moved freely. */
export async function openDeal(request: APIRequestContext, title: string, more: Partial<BodyInputOf<typeof createDeal>> = {}): Promise<DealDetail> {
  return newDeal(request, title, { pipelineId: (await openPipeline(request)).id, ...more })
}

/** The board of that pipeline, with the deals of one test only. */
export async function openBoard(request: APIRequestContext, word: string): Promise<string> {
  return `/deals?pipeline=${(await openPipeline(request)).id}&q=${encodeURIComponent(word)}`
}
