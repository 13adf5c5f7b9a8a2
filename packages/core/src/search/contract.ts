import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { id } from '../lib/wire.ts'

export const searchRecords = contract({
  name: 'searchRecords', method: 'GET', path: '/search', tag: 'search',
  summary: 'Finds deals, leads, accounts and contacts by Chinese name, pinyin initials, phone or number, as one types.',
  query: z.object({ q: z.string().trim().min(1).max(100), limit: z.coerce.number().int().min(1).max(20).default(6) }),
  response: z.object({
    items: z.array(z.object({
      type: z.enum(['deal', 'lead', 'account', 'contact']), id, name: z.string(), detail: z.string(), status: z.string().nullable(), score: z.number(),
    })),
  }),
})
