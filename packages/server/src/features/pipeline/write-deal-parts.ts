import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { DealProduct } from './pipeline.queries.ts'

/** Links contacts with their roles; a contact that is linked already gets the new role. */
export async function insertContacts(tx: Tx, orgId: string, dealId: string, contacts: readonly { id: string; role: string }[]): Promise<void> {
  if (contacts.length === 0) return
  await tx
    .insertInto('deal_contact')
    .values(contacts.map((contact) => ({ org_id: orgId, deal_id: dealId, contact_id: contact.id, role: contact.role })))
    .onConflict((conflict) => conflict.columns(['org_id', 'deal_id', 'contact_id']).doUpdateSet({ role: sql`excluded.role` }))
    .execute()
}

export async function insertProducts(tx: Tx, orgId: string, dealId: string, products: readonly DealProduct[]): Promise<void> {
  if (products.length === 0) return
  await tx
    .insertInto('deal_product')
    .values(products.map((product) => ({ org_id: orgId, deal_id: dealId, product_id: product.id, quantity: String(product.quantity), price_minor: product.priceMinor })))
    .execute()
}
