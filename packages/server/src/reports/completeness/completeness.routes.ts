import { completenessOf } from '@sluice/core/fields/completeness'
import { getCompleteness, getCompletenessReport } from '@sluice/core/fields/contract'
import type { Api } from '../../platform/api.ts'
import { readerLanguage } from '../../platform/reader-language.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import { askedFields } from './asked-fields.ts'
import { selectReport, selectStanding } from './completeness.query.ts'

/** How much of what is required or recommended records hold. */
export function completenessRoutes(api: Api): void {

  route(api, getCompleteness, async ({ tx, viewer, session, params, request }) => {
    const asker = { viewer, timeZone: session.org.timeZone, now: api.clock.now() }
    const fields = await askedFields(tx, asker, params.object, readerLanguage(request))
    const answers = (await selectStanding(tx, viewer, params.object, params.id, fields)) ?? refuse('record.not_found')
    return completenessOf(fields.flatMap(({ key, label, required }, i) => {
      const isFilled = answers[i] ?? null
      return isFilled === null ? [] : [{ key, label, required, isFilled }]
    }))
  })
  route(api, getCompletenessReport, async ({ tx, viewer, session, query, request }) => {
    const asker = { viewer, timeZone: session.org.timeZone, now: api.clock.now() }
    const fields = await askedFields(tx, asker, query.object, readerLanguage(request))
    const report = await selectReport(tx, viewer, query.object, query.pipeline ?? null, fields)
    const counts = new Map(report.fields.map((field) => [field.n, field]))
    return {
      ...report,
      fields: fields.map(({ key, label }, i) => ({ key, label, filled: counts.get(i + 1)?.filled ?? 0, asked: counts.get(i + 1)?.asked ?? 0 })),
    }
  })
}
