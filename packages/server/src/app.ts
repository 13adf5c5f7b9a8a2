import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { randomBytes } from 'node:crypto'
import type { Writable } from 'node:stream'
import type { PoolConfig } from 'pg'
import { actionRoutes } from './features/actions/actions.routes.ts'
import { recurringTasks } from './features/actions/recurring-task.ts'
import type { Places } from './features/actions/create-action.ts'
import type { Talk } from './features/activities/comment-place.ts'
import { activityRoutes } from './features/activities/activities.routes.ts'
import { actionPatternRoutes } from './reports/action-patterns/action-patterns.routes.ts'
import { alarmRoutes } from './features/alarms/alarms.routes.ts'
import { alarmDays, alarmsToday, alarmWatch } from './features/alarms/alarm-tasks.ts'
import { explainAlarms } from './features/alarms/explain-alarm.ts'
import { placeOfAlarm } from './features/alarms/alarms.queries.ts'
import { talkAboutAlarm } from './features/alarms/talk-about-alarm.ts'
import { talkAboutChart } from './features/talk/chart-talk.ts'
import { talkAboutPoint, type TalkSources } from './features/talk/meeting-talk.ts'
import { talkRoutes } from './features/talk/talk.routes.ts'
import { answeringRoutes } from './features/answering/answering.routes.ts'
import { answers } from './features/answering/answers.ts'
import { responseDeadlines } from './features/answering/deadlines.ts'
import { daysBetween } from './features/answering/days-between.ts'
import { readWorkTime } from './features/answering/work-time.ts'
import { automationHook } from './features/automation/hook-door.ts'
import { automationRetention, automationTask, fillHandler, fillQueue, openAutomations } from './features/automation/engine.ts'
import { automationRoutes } from './features/automation/automation.routes.ts'
import { automationWatch } from './features/automation/watch.ts'
import { automationWorld } from './automation-actions.ts'
import { assignmentRoutes } from './features/assignment/assignment.routes.ts'
import { assignments, assignWaiting, reassigning } from './features/assignment/assign-tasks.ts'
import { approvalRoutes } from './features/approvals/approvals.routes.ts'
import { approvalDeadlines } from './features/approvals/deadlines.ts'
import { benchmarkRoutes } from './features/benchmarks/benchmarks.routes.ts'
import { calendarFeed } from './features/calendar/calendar-feed.ts'
import { campaignRoutes } from './features/campaigns/campaigns.routes.ts'
import { shortLinks } from './features/campaigns/short-link.ts'
import { catalogRoutes } from './features/catalog/catalog.routes.ts'
import { cleaningRoutes } from './features/cleaning/cleaning.routes.ts'
import { pairTask } from './features/cleaning/find-pairs.ts'
import { screening } from './features/cleaning/screen-leads.ts'
import { companyRoutes } from './features/companies/companies.routes.ts'
import { computedRoutes } from './features/computed/computed.routes.ts'
import { computedValues } from './features/computed/computed-values.ts'
import { recompute } from './features/computed/recompute.ts'
import { customFunnelRoutes } from './features/custom-funnels/custom-funnels.routes.ts'
import { customerRoutes } from './features/customers/customers.routes.ts'
import { designerRoutes } from './features/designer/designer.routes.ts'
import { dwellTask } from './features/designer/dwell-days.ts'
import { doorRoutes } from './features/doors/doors.routes.ts'
import { fairPage } from './features/doors/fair-page.ts'
import { webhookIn } from './features/doors/webhook-in.ts'
import { experimentEntries } from './features/experiments/enter-deals.ts'
import { experimentRoutes } from './features/experiments/experiments.routes.ts'
import { experimentTask } from './features/experiments/judge-experiments.ts'
import { dormancyTask } from './features/hygiene/dormancy-task.ts'
import { hygieneRoutes } from './features/hygiene/hygiene.routes.ts'
import { teamRoutes } from './features/team/team.routes.ts'
import { takeOverReminders } from './features/take-overs/reminders.ts'
import { takeOverRoutes } from './features/take-overs/take-overs.routes.ts'
import { suggestionRoutes } from './features/suggestions/suggestions.routes.ts'
import { fieldRoutes } from './features/fields/fields.routes.ts'
import { gateDebts } from './features/gates/gate-debts.ts'
import { gateRoutes } from './features/gates/gates.routes.ts'
import { formRoutes } from './features/forms/forms.routes.ts'
import { identityRoutes } from './features/identity/identity.routes.ts'
import { importRoutes } from './features/imports/imports.routes.ts'
import { leadPoolRoutes } from './features/lead-pools/lead-pools.routes.ts'
import { recycleTask } from './features/lead-pools/recycle-task.ts'
import { leadRoutes } from './features/leads/leads.routes.ts'
import { languageModelRoutes } from './features/language-model/language-model.routes.ts'
import { liveRoutes } from './features/live/live.routes.ts'
import { mailboxRetention, mailboxTask } from './features/mailbox/mailbox-task.ts'
import { mailboxRoutes } from './features/mailbox/mailboxes.routes.ts'
import { meetingRoutes } from './features/meetings/meetings.routes.ts'
import { runningMeeting } from './features/meetings/running-meeting.ts'
import { talkAboutMeeting } from './features/meetings/talk-about-meeting.ts'
import { mailDoors } from './features/nurture/mail-doors.ts'
import { mailRetention, nurtureTask, openNurture } from './features/nurture/nurture-tasks.ts'
import { deliveryTask, noticeTask, openDeliveryWork, openNoticeWork } from './features/messages/delivery-work.ts'
import { escalationTask } from './features/messages/escalate.ts'
import { messageRoutes } from './features/messages/messages.routes.ts'
import { reachRoutes } from './features/messages/reach.routes.ts'
import { completenessTask } from './features/messages/completeness-week.ts'
import { briefTask } from './features/messages/send-briefs.ts'
import { webhookEvents } from './features/messages/webhook-events.ts'
import { nurtureRoutes } from './features/nurture/nurture.routes.ts'
import { nurtureWatch } from './features/nurture/triggers.ts'
import { notificationRoutes } from './features/notifications/notifications.routes.ts'
import { accountTotals } from './features/pipeline/account-totals.ts'
import { dealSearch } from './features/pipeline/deal-search.ts'
import { pipelineRoutes } from './features/pipeline/pipeline.routes.ts'
import { publicFormRoutes } from './features/public-forms/public-forms.routes.ts'
import { formRetention } from './features/public-forms/form-retention.ts'
import { projectRoutes } from './features/projects/projects.routes.ts'
import { planRoutes } from './features/plans/plans.routes.ts'
import { remedyRoutes, selectRemedies } from './features/remedies/remedies.routes.ts'
import { fadingTask } from './features/scoring/fading-task.ts'
import { retrainTask } from './features/scoring/fit-model.ts'
import { followBehaviour } from './features/scoring/follow-behaviour.ts'
import { scoreChanges } from './features/scoring/follow-changes.ts'
import { scoringRoutes } from './features/scoring/scoring.routes.ts'
import { searchRoutes } from './features/search/search.routes.ts'
import { touchRetention } from './features/touches/touch-retention.ts'
import { collect } from './features/tracking/collect.ts'
import { siteDirectory } from './features/tracking/site-directory.ts'
import { openStrangers } from './features/tracking/strangers.ts'
import { openTracker, type Tracker } from './features/tracking/tracker.ts'
import { trackingRetention } from './features/tracking/tracking-retention.ts'
import { trackingRoutes } from './features/tracking/tracking.routes.ts'
import { viewRoutes } from './features/views/views.routes.ts'
import { wecomCallback } from './features/wecom/callback.ts'
import { openWecomWork, wecomTask } from './features/wecom/work.ts'
import { wecomRoutes } from './features/wecom/wecom.routes.ts'
import type { SeriesOf } from './features/alarms/series.ts'
import { openChatApps } from './integrations/chat-apps/open-chat-apps.ts'
import { openPush } from './integrations/push/open-push.ts'
import { openLanguageModel } from './integrations/language-model/open-language-model.ts'
import { openRobots } from './integrations/robots/open-robots.ts'
import { openWecom } from './integrations/wecom/open-wecom.ts'
import { pathTasks } from './experiment-tasks.ts'
import { openHttp } from './http.ts'
import { installationRoutes } from './installation.ts'
import type { Api } from './platform/api.ts'
import type { Clock } from './platform/clock.ts'
import { follow } from './platform/consumers.ts'
import { openDb, type Db } from './platform/db.ts'
import type { Env } from './platform/env.ts'
import { openJobs } from './platform/jobs.ts'
import { openLive } from './platform/live.ts'
import { measure } from './platform/metrics.ts'
import { openApi } from './platform/openapi.ts'
import { Refusal } from './platform/refusal.ts'
import { schedule, type Schedule } from './platform/schedule.ts'
import { secretsOf } from './platform/secrets.ts'
import { serveWeb } from './platform/web.ts'
import { seriesOf as readSeries } from './reports/alarm-series/series-of.ts'
import { readActuals } from './reports/planning/actuals.ts'
import { planningRoutes } from './reports/planning/planning.routes.ts'
import { openReplica } from './replica/replica.ts'
import { attributionRoutes } from './reports/attribution/attribution.routes.ts'
import { calendarOf, calendarRoutes } from './reports/calendar/calendar.routes.ts'
import { channelQualityRoutes } from './reports/channel-quality/channel-quality.routes.ts'
import { weekOf } from './reports/completeness/week.ts'
import { completenessRoutes } from './reports/completeness/completeness.routes.ts'
import { activityMeasureRoutes } from './reports/activities/activities.routes.ts'
import { customStepRoutes } from './reports/custom-steps/custom-steps.routes.ts'
import { diagnosisRoutes } from './reports/diagnosis/diagnosis.routes.ts'
import { dimensionRoutes } from './reports/dimensions/dimensions.routes.ts'
import { exportRoutes } from './reports/export/export.routes.ts'
import { frameRoutes } from './reports/frames/frames.routes.ts'
import { funnelRoutes } from './reports/funnel/funnel.routes.ts'
import { coachingRoutes } from './reports/coaching/coaching.routes.ts'
import { icpRoutes } from './reports/icp/icp.routes.ts'
import { indicatorRoutes } from './reports/indicators/indicators.routes.ts'
import { meetingReports } from './reports/meeting-agenda/meeting-reports.ts'
import { measureRoutes } from './reports/measures/measures.routes.ts'
import { metricRoutes } from './reports/metrics/metrics.routes.ts'
import { rootCauseOf, rootCauseRoutes } from './reports/root-cause/root-cause.routes.ts'
import { slicingRoutes } from './reports/slicing/slicing.routes.ts'
import { waterfallRoutes } from './reports/waterfall/waterfall.routes.ts'

export interface AppOptions {
  env: Env
  db: Db
  /** For the one LISTEN connection. */
  appLogin: PoolConfig
  clock: Clock
  /** How to sign in to the demo company, when there is one; shown on the sign-in page. */
  demo?: { email: string; password: string } | null
  /** Where the log goes; default: standard output. */
  log?: Writable
  /** Where the funnel's columns are kept over restarts; default: nowhere. */
  replicaFolder?: string
  /** Seals and signs (platform/secrets); default: one of this process alone, so that nothing sealed outlives it. */
  secretKey?: Buffer
}

export interface App {
  fastify: FastifyInstance
  api: Api
  /** Writes what pages reported; tests need not wait for its beat. */
  tracker: Tracker
  /** Periodic work; whoever runs the process starts it. */
  schedule: Schedule
  close(): Promise<void>
}

/** The composition root: the only file that names every feature. */
export async function createApp({ env, db, appLogin, clock, demo = null, log, replicaFolder, secretKey = randomBytes(32) }: AppOptions): Promise<App> {
  const fastify = await openHttp(env, log)
  const onError = (error: Error) => fastify.log.error({ err: error })
  const live = await openLive(db, appLogin, onError)
  const replica = openReplica(appLogin, { limitMb: env.SLUICE_REPLICA_MB, folder: replicaFolder ?? null, onError })
  const jobs = openJobs(db.pool, appLogin, onError)
  const api: Api = { fastify, db, clock, env, live, jobs, secrets: secretsOf(secretKey), contracts: [] }
  const metrics = measure(api)
  // Whoever asks the replica waits for it with a transaction open. Connections of their own, so that they hold up nobody's work.
  const reading = openDb(appLogin, { max: 10, onError, limits: { idle_in_transaction_session_timeout: 300_000 } })
  const reports: Api = { ...api, db: { ...db, forRequests: reading.forRequests } }

  installationRoutes(api, demo)
  identityRoutes(api)
  catalogRoutes(api)
  fieldRoutes(api)
  formRoutes(api)
  computedRoutes(api)
  companyRoutes(api)
  gateRoutes(api)
  customerRoutes(api)
  leadRoutes(api)
  cleaningRoutes(api)
  assignmentRoutes(api)
  answeringRoutes(api)
  leadPoolRoutes(api)
  scoringRoutes(api)
  campaignRoutes(api)
  shortLinks(api)
  nurtureRoutes(api)
  mailDoors(api)
  const mailReading = { secrets: api.secrets, onError }
  mailboxRoutes(api, mailReading)
  const [sites, strangers] = [siteDirectory(api), openStrangers()]
  const tracker = openTracker(appLogin, { clock, secrets: api.secrets, registry: metrics.registry, onError })
  trackingRoutes(api, strangers)
  collect(api, { tracker, sites, strangers })
  publicFormRoutes(api)
  pipelineRoutes(api)
  const sources: TalkSources = { meeting: talkAboutMeeting, alarm: (tx, viewer, id) => talkAboutAlarm(tx, viewer.orgId, id) }
  const talk: Talk = { alarm: sources.alarm, chart: talkAboutChart, meeting_point: (tx, viewer, id) => talkAboutPoint(tx, viewer, id, sources) }
  activityRoutes(api, talk)
  talkRoutes(api, sources)
  languageModelRoutes(api, openLanguageModel(env.SLUICE_TARGETS))
  doorRoutes(api)
  webhookIn(api)
  const wecom = openWecom(env.SLUICE_WECOM_API, () => clock.now())
  const wecomWork = openWecomWork(db, api.secrets, wecom, () => clock.now(), onError)
  wecomRoutes(api, wecom, wecomWork.wake)
  wecomCallback(api, wecomWork.wake)
  fairPage(api)
  approvalRoutes(api)
  hygieneRoutes(api)
  suggestionRoutes(api)
  takeOverRoutes(api)
  teamRoutes(api)
  notificationRoutes(api)
  messageRoutes(api)
  const push = openPush(api.secrets, env.SLUICE_URL ?? null, env.SLUICE_TARGETS)
  const apps = openChatApps(wecom, { dingtalk: env.SLUICE_DINGTALK_API, feishu: env.SLUICE_FEISHU_API }, () => clock.now())
  reachRoutes(api, { push, apps })
  designerRoutes(api)
  searchRoutes(api)
  viewRoutes(api)
  importRoutes(api)
  liveRoutes(api)
  funnelRoutes(reports, replica)
  slicingRoutes(reports, replica)
  waterfallRoutes(reports, replica)
  frameRoutes(reports, replica)
  measureRoutes(reports, replica)
  indicatorRoutes(reports, replica)
  activityMeasureRoutes(reports, replica)
  customStepRoutes(reports)
  dimensionRoutes(reports, replica)
  metricRoutes(api)
  exportRoutes(api)
  diagnosisRoutes(reports, replica)
  rootCauseRoutes(reports, replica)
  completenessRoutes(api)
  const seriesOf: SeriesOf = (orgId, pipelineId, options) => readSeries(replica, orgId, pipelineId, options)
  alarmRoutes(api, seriesOf)
  const judging = { seriesOf, explain: explainAlarms(api, rootCauseOf(api, replica)) }
  const places: Places = {
    alarm: placeOfAlarm,
    meeting: runningMeeting,
    hasRemedy: async (tx, orgId, key) => (await selectRemedies(tx, orgId)).some(({ remedy }) => remedy.key === key),
    calendar: async (tx, orgId) => (await readWorkTime(tx, orgId)).calendar,
  }
  actionRoutes(api, places)
  const workDays = { between: daysBetween, calendar: places.calendar }
  calendarRoutes(api, workDays)
  calendarFeed(api, async (tx, asker, from, to) => (await calendarOf(tx, asker, { from, to, scope: 'mine' }, workDays)).items)
  const automation = automationWorld(env.SLUICE_URL === undefined ? null : new URL(env.SLUICE_URL).origin, places, talk)
  const automations = openAutomations(db, () => clock.now(), automation, onError)
  automationRoutes(api, automation)
  automationHook(api)
  jobs.handle(fillQueue, fillHandler(db, () => clock.now(), () => jobs.isStopping()))
  experimentRoutes(api)
  actionPatternRoutes(reports)
  remedyRoutes(api)
  meetingRoutes(reports, meetingReports(replica))
  benchmarkRoutes(api)
  customFunnelRoutes(api)
  planningRoutes(reports, replica)
  attributionRoutes(reports)
  channelQualityRoutes(reports, replica)
  icpRoutes(reports, replica)
  coachingRoutes(reports, replica)
  projectRoutes(api)
  planRoutes(reports, (tx, session, plan) => readActuals(tx, replica, session.viewer.orgId, plan, clock.now(), session.org.timeZone, session.org.currency))

  const consumers = follow(db, [automationWatch(clock), nurtureWatch(clock), accountTotals, dealSearch, gateDebts, computedValues(clock), screening(() => clock.now()), scoreChanges(clock), assignments(clock), answers(clock), webhookEvents(clock), experimentEntries(clock, pathTasks(places)), alarmWatch], onError)
  const stopWaking = live.onCommit(consumers.wake)
  const making = { secrets: api.secrets, origin: env.SLUICE_URL === undefined ? null : new URL(env.SLUICE_URL).origin }
  const nurture = openNurture(db, () => clock.now(), making, onError)
  const stopNurtureWaking = live.onCommit(nurture.wake)
  const stopAutomationWaking = live.onCommit(automations.wake)
  const deliveries = openDeliveryWork(db, () => clock.now(), { ...making, robots: openRobots(env.SLUICE_TARGETS), push, apps, reach: env.SLUICE_TARGETS }, onError)
  const notices = openNoticeWork(db, () => clock.now(), making.origin, onError)
  const stopDeliveryWaking = live.onCommit((orgId) => {
    deliveries.wake(orgId)
    notices.wake(orgId)
  })
  const stopForgetting = live.onCommit(sites.forget)
  const behaviour = followBehaviour(db, clock, onError)
  const periodic = schedule(db, clock, [automationTask(automations), automationRetention, experimentTask, escalationTask, noticeTask(notices), briefTask(making.origin), completenessTask(weekOf), nurtureTask(nurture), deliveryTask(deliveries), wecomTask(wecomWork), mailRetention, mailboxTask(clock, mailReading), mailboxRetention, approvalDeadlines, recurringTasks(places.calendar), takeOverReminders, dormancyTask, dwellTask, recompute, touchRetention, assignWaiting, responseDeadlines(reassigning), recycleTask, pairTask, trackingRetention, formRetention, fadingTask, retrainTask(jobs), alarmDays(judging), alarmsToday(judging)], onError)
  jobs.start()

  fastify.get('/healthz', () => ({ ok: true }))
  fastify.get('/readyz', async (_, reply) => {
    try {
      await sql`select 1`.execute(db.outside)
      return { ok: true }
    } catch {
      return reply.status(503).send({ ok: false })
    }
  })
  fastify.get('/metrics', (_, reply) => metrics.answer(reply))

  const document = openApi(api.contracts)
  fastify.get('/api/v1/openapi.json', () => document)
  await fastify.register(swagger, { mode: 'static', specification: { document: document as never } })
  await fastify.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: true })
  await serveWeb(fastify)
  fastify.setNotFoundHandler((request) => {
    throw new Refusal('request.not_found', { path: request.url.split('?')[0] })
  })

  return {
    fastify,
    api,
    tracker,
    schedule: periodic,
    async close() {
      stopWaking()
      stopNurtureWaking()
      stopAutomationWaking()
      stopDeliveryWaking()
      stopForgetting()
      await fastify.close()
      await tracker.close()
      await replica.close()
      await reading.close()
      await jobs.stop()
      await periodic.stop()
      await consumers.stop()
      await nurture.stop()
      await automations.stop()
      await notices.stop()
      await deliveries.stop()
      await wecomWork.stop()
      await behaviour.stop()
      await live.close()
    },
  }
}
