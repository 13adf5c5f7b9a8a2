import { findSimilarCompanies } from '@sluice/core/fields/contract'
import type { Api } from '../../platform/api.ts'
import { route } from '../../platform/route.ts'
import { similarCompanies } from './similar-companies.ts'

/** Companies by name, whether they are accounts or still leads. */
export function companyRoutes(api: Api): void {
  route(api, findSimilarCompanies, async ({ tx, viewer, query }) => ({ items: await similarCompanies(tx, viewer, query) }))
}
