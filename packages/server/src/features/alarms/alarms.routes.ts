import {
  acknowledgeAlarm as acknowledge, assignAlarm as assign, backtestAlarmRule, changeAlarmRule, createAlarmRule, getAlarm, getAlarmTimeline, judgeAlarm as judge, listAlarmRules, listAlarms, removeAlarmRule,
  reopenAlarm as reopen, resolveAlarm as resolve,
} from '@sluice/core/alarms/contract'
import { managesFunnel } from '@sluice/core/identity/policy'
import type { Api } from '../../platform/api.ts'
import { cutPage } from '../../platform/keyset.ts'
import { refuse } from '../../platform/refusal.ts'
import { route, streamRoute } from '../../platform/route.ts'
import { alarmTimeline } from './alarm-timeline.ts'
import { countAlarms, newestFirst, selectAlarm, selectAlarms } from './alarms.queries.ts'
import { backtestRule } from './backtest-rule.ts'
import { changeRule, createRule, removeRule, requireManager, requirePlace } from './change-rule.ts'
import { acknowledgeAlarm, assignAlarm, judgeAlarm, reopenAlarm, resolveAlarm } from './handle-alarm.ts'
import { selectRules } from './rules.queries.ts'
import type { SeriesOf } from './series.ts'
import { selectNames } from './speak.ts'

/** Alarm rules with their back-test, and the alarms that they opened. */
export function alarmRoutes(api: Api, seriesOf: SeriesOf): void {
  route(api, listAlarmRules, async ({ tx, viewer, act, query }) => ({ items: await selectRules(tx, viewer.orgId, query, act.now), canWrite: managesFunnel(viewer) }))
  route(api, createAlarmRule, ({ tx, act, viewer, body }) => createRule(tx, act, viewer, body))
  // It reads years of history outside of a transaction.
  streamRoute(api, backtestAlarmRule, async ({ viewer, session, body }) => {
    const { orgId } = viewer
    requireManager(viewer)
    await api.db.forRequests.read(orgId, (tx) => requirePlace(tx, orgId, body.definition))
    return backtestRule(seriesOf, orgId, body.definition, body, api.clock.now(), session.org.timeZone, () => api.db.forRequests.read(orgId, (tx) => selectNames(tx, orgId)))
  })
  route(api, changeAlarmRule, ({ tx, act, viewer, session, params, version, body }) => changeRule(tx, act, viewer, session.org.timeZone, params.id, version, body))
  route(api, removeAlarmRule, async ({ tx, act, viewer, session, params }) => {
    await removeRule(tx, act, viewer, session.org.timeZone, params.id)
    return undefined
  })

  route(api, listAlarms, async ({ tx, viewer, session, query }) => {
    const page = cutPage(newestFirst, await selectAlarms(tx, viewer, session.org.timeZone, query), query.limit)
    return { items: page.rows, nextCursor: page.nextCursor, counts: await countAlarms(tx, viewer, session.org.timeZone, query) }
  })
  route(api, getAlarm, async ({ tx, viewer, params }) => (await selectAlarm(tx, viewer, params.id)) ?? refuse('record.not_found'))
  // As the back-test.
  streamRoute(api, getAlarmTimeline, ({ viewer, session, params }) => alarmTimeline(api.db.forRequests, seriesOf, viewer, session.org.timeZone, api.clock.now(), params.id))
  route(api, acknowledge, ({ tx, act, viewer, session, params, body }) => acknowledgeAlarm({ tx, act, viewer, timeZone: session.org.timeZone }, params.id, body.note))
  route(api, assign, ({ tx, act, viewer, session, params, body }) => assignAlarm({ tx, act, viewer, timeZone: session.org.timeZone }, params.id, body.userId))
  route(api, resolve, ({ tx, act, viewer, session, params, body }) => resolveAlarm({ tx, act, viewer, timeZone: session.org.timeZone }, params.id, body.note))
  route(api, reopen, ({ tx, act, viewer, session, params, body }) => reopenAlarm({ tx, act, viewer, timeZone: session.org.timeZone }, params.id, body.note))
  route(api, judge, ({ tx, act, viewer, session, params, body }) => judgeAlarm({ tx, act, viewer, timeZone: session.org.timeZone }, params.id, body.isUseful, body.note))
}
