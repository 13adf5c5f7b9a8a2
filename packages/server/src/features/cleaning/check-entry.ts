import type { checkLead, EntryProblem } from '@sluice/core/cleaning/contract'
import { problemsOf } from '@sluice/core/cleaning/entry-problems'
import type { AnswerOf, BodyOf } from '@sluice/core/lib/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { Reader } from '../../platform/db.ts'
import { readUscc } from '@sluice/core/lib/uscc'
import { selectLead } from '../leads/leads.queries.ts'
import { duplicatesOf } from './duplicates.queries.ts'
import { codeFields } from './faces.queries.ts'

/** Looks at what was typed: how it would be written better, and whom it is like. */
export async function checkEntry(tx: Reader, viewer: Viewer, body: BodyOf<typeof checkLead>): Promise<AnswerOf<typeof checkLead>> {
  const fields = await codeFields(tx, viewer.orgId, 'lead', viewer.role)
  const custom = new Map(Object.entries(body.custom ?? {}))
  const typed = fields.map((field) => custom.get(field.key)).filter((value) => typeof value === 'string' && value.trim() !== '') as string[]
  const uscc = typed.map(readUscc).filter((code) => code !== null)
  const wrong: EntryProblem[] = typed.some((code) => readUscc(code) === null) ? [{ field: 'custom', code: 'uscc_wrong', suggestion: null }] : []
  const given = (text: string | null) => (text === null || text.trim() === '' ? null : text.trim())
  const face = { name: given(body.name), company: given(body.company), phone: given(body.phone), email: given(body.email), wechat: given(body.wechat), uscc }
  const against = body.not === undefined ? undefined : await selectLead(tx, viewer, body.not)
  return {
    problems: [...problemsOf(face), ...wrong],
    duplicates: await duplicatesOf(tx, viewer, face, against === undefined ? null : { id: against.id, canWrite: against.canWrite, isConverted: against.status === 'converted' }),
  }
}
