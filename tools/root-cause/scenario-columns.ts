import { columnsOf } from '@sluice/core/funnel/columns-of'
import type { DealColumns } from '@sluice/core/funnel/columns'
import type { Company, Deal } from '@sluice/core/simulator/company'
import { funnelStages, journeysOf } from '@sluice/core/simulator/journeys'

export const scenarioDimensions = ['source', 'owner', 'team', 'size', 'industry', 'region', 'campaign', 'product', 'customer', 'amount_band', 'role', 'lead'] as const

/** A simulated company's deals as columns, with the dimensions that the same company has in the database. */
export function scenarioColumns(company: Company, pipelineKey: string): DealColumns {
  const dealOf = new Map(company.deals.map((deal) => [deal.key, deal]))
  const accountOf = new Map(company.accounts.map((account) => [account.key, account]))
  const leadOf = new Map(company.leads.map((lead) => [lead.key, lead]))
  const first = new Map<string, number>()
  for (const deal of company.deals) if (deal.createdAt < (first.get(deal.accountKey) ?? Infinity)) first.set(deal.accountKey, deal.createdAt)
  const find = (id: string): Deal => {
    const deal = dealOf.get(id)
    if (deal === undefined) throw new Error(`no deal ${id}`)
    return deal
  }
  const band = (minor: number) => (minor < 10_000_000 ? '<10万' : minor < 30_000_000 ? '10–30万' : minor < 100_000_000 ? '30–100万' : '≥100万')
  const names = scenarioDimensions.filter((name) => name !== 'source' && name !== 'owner' && name !== 'team')
  return columnsOf(journeysOf(company, pipelineKey), funnelStages(pipelineKey), {
    belonging: ({ dealId }) => {
      const deal = find(dealId)
      const at = (ownerId: string) => ({ ownerId, teamId: deal.teamKey, sourceId: deal.channelKey })
      const closed = deal.transitions.findLast(({ kind }) => kind === 'won' || kind === 'lost')?.at ?? Infinity
      return {
        atEntry: at(deal.ownerKey), atClose: at(deal.ownerChanges.findLast((change) => change.at <= closed)?.ownerKey ?? deal.ownerKey),
        standing: at(deal.ownerChanges.at(-1)?.ownerKey ?? deal.ownerKey),
      }
    },
    dimensions: {
      names,
      of: ({ dealId }) => {
        const deal = find(dealId)
        const account = accountOf.get(deal.accountKey)
        const lead = deal.leadKey === null ? undefined : leadOf.get(deal.leadKey)
        return {
          size: deal.size, industry: account?.industry ?? null, region: account?.city ?? null, campaign: lead?.sourceDetail ?? null,
          product: deal.products[0]?.productKey ?? null, customer: first.get(deal.accountKey) === deal.createdAt ? 'new' : 'existing',
          amount_band: band(deal.amountMinor), role: deal.contacts[0]?.role ?? null, lead: deal.leadKey === null ? 'direct' : 'lead',
        }
      },
    },
  })
}
