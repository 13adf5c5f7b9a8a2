import { changeAction, createAction, dropAction, finishAction, listActions, reopenAction } from '@sluice/core/actions/contract'
import type { Api } from '../../platform/api.ts'
import { cutPage } from '../../platform/keyset.ts'
import { route } from '../../platform/route.ts'
import { zoneDay } from '../../platform/zone-day.ts'
import { byDueDay, countActions, selectActions } from './actions.queries.ts'
import { createItem, type Places } from './create-action.ts'
import { changeItem, endItem, reopenItem } from './change-action.ts'

/** Tasks and review topics: what follows from an alarm or a remedy, and who does it. `places` says which alarms and remedies the viewer may name. */
export function actionRoutes(api: Api, places: Places): void {
  const today = (timeZone: string) => zoneDay(api.clock.now(), timeZone)

  route(api, listActions, async ({ tx, viewer, session, query }) => {
    const day = today(session.org.timeZone)
    const page = cutPage(byDueDay, await selectActions(tx, viewer, day, query), query.limit)
    return { items: page.rows, nextCursor: page.nextCursor, counts: await countActions(tx, viewer, day, query) }
  })
  route(api, createAction, ({ tx, act, viewer, session, body }) => createItem(tx, act, viewer, today(session.org.timeZone), body, places))
  route(api, changeAction, ({ tx, act, viewer, session, params, version, body }) => changeItem(tx, act, viewer, today(session.org.timeZone), params.id, version, body, places.calendar))
  route(api, finishAction, ({ tx, act, viewer, session, params, body }) => endItem(tx, act, viewer, today(session.org.timeZone), params.id, 'done', body.outcome, places.calendar))
  route(api, dropAction, ({ tx, act, viewer, session, params, body }) => endItem(tx, act, viewer, today(session.org.timeZone), params.id, 'dropped', body.outcome, places.calendar))
  route(api, reopenAction, ({ tx, act, viewer, session, params }) => reopenItem(tx, act, viewer, today(session.org.timeZone), params.id))
}
