import { sessionEn } from '../features/session/session.en.ts'
import { sessionZh } from '../features/session/session.zh.ts'
import { shellEn } from '../features/shell/shell.en.ts'
import { shellZh } from '../features/shell/shell.zh.ts'
import { draftsEn } from '../features/drafts/drafts.en.ts'
import { draftsZh } from '../features/drafts/drafts.zh.ts'
import { hygieneEn } from '../features/hygiene/hygiene.en.ts'
import { hygieneZh } from '../features/hygiene/hygiene.zh.ts'
import { notificationsEn } from '../features/notifications/notifications.en.ts'
import { notificationsZh } from '../features/notifications/notifications.zh.ts'
import { importsEn } from '../features/imports/imports.en.ts'
import { importsZh } from '../features/imports/imports.zh.ts'
import { talkEn } from '../features/talk/talk.en.ts'
import { activitiesEn } from '../features/activities/activities.en.ts'
import { talkZh } from '../features/talk/talk.zh.ts'
import { activitiesZh } from '../features/activities/activities.zh.ts'
import { calendarEn } from '../features/calendar/calendar.en.ts'
import { calendarZh } from '../features/calendar/calendar.zh.ts'
import { cadenceEn } from '../features/settings/cadence/cadence.en.ts'
import { cadenceZh } from '../features/settings/cadence/cadence.zh.ts'
import { actionsEn } from '../features/actions/actions.en.ts'
import { actionsZh } from '../features/actions/actions.zh.ts'
import { projectsEn } from '../features/projects/projects.en.ts'
import { projectsZh } from '../features/projects/projects.zh.ts'
import { meetingsEn } from '../features/meetings/meetings.en.ts'
import { meetingsZh } from '../features/meetings/meetings.zh.ts'
import { alarmsEn } from '../features/alarms/alarms.en.ts'
import { alarmsZh } from '../features/alarms/alarms.zh.ts'
import { metricsEn } from '../features/metrics/metrics.en.ts'
import { metricsZh } from '../features/metrics/metrics.zh.ts'
import { healthEn } from '../features/health/health.en.ts'
import { healthZh } from '../features/health/health.zh.ts'
import { approvalsEn } from '../features/approvals/approvals.en.ts'
import { approvalsZh } from '../features/approvals/approvals.zh.ts'
import { gatesEn } from '../features/gates/gates.en.ts'
import { gatesZh } from '../features/gates/gates.zh.ts'
import { dealsEn } from '../features/deals/deals.en.ts'
import { dealsZh } from '../features/deals/deals.zh.ts'
import { customersEn } from '../features/customers/customers.en.ts'
import { customersZh } from '../features/customers/customers.zh.ts'
import { suggestionsEn } from '../features/suggestions/suggestions.en.ts'
import { suggestionsZh } from '../features/suggestions/suggestions.zh.ts'
import { takeOversEn } from '../features/take-overs/take-overs.en.ts'
import { takeOversZh } from '../features/take-overs/take-overs.zh.ts'
import { teamEn } from '../features/team/team.en.ts'
import { teamZh } from '../features/team/team.zh.ts'
import { todayEn } from '../features/today/today.en.ts'
import { todayZh } from '../features/today/today.zh.ts'
import { trackingEn } from '../features/tracking/tracking.en.ts'
import { trackingZh } from '../features/tracking/tracking.zh.ts'
import { sitesEn } from '../features/settings/tracking/sites.en.ts'
import { sitesZh } from '../features/settings/tracking/sites.zh.ts'
import { leadsEn } from '../features/leads/leads.en.ts'
import { leadsZh } from '../features/leads/leads.zh.ts'
import { formSubmissionsEn } from '../features/form-submissions/form-submissions.en.ts'
import { formSubmissionsZh } from '../features/form-submissions/form-submissions.zh.ts'
import { publicFormsEn } from '../features/public-forms/public-forms.en.ts'
import { publicFormsZh } from '../features/public-forms/public-forms.zh.ts'
import { answeringEn } from '../features/answering/answering.en.ts'
import { answeringZh } from '../features/answering/answering.zh.ts'
import { assignmentEn } from '../features/assignment/assignment.en.ts'
import { assignmentZh } from '../features/assignment/assignment.zh.ts'
import { languageModelEn } from '../features/language-model/language-model.en.ts'
import { leadPoolsEn } from '../features/lead-pools/lead-pools.en.ts'
import { languageModelZh } from '../features/language-model/language-model.zh.ts'
import { leadPoolsZh } from '../features/lead-pools/lead-pools.zh.ts'
import { doorsEn } from '../features/doors/doors.en.ts'
import { doorsZh } from '../features/doors/doors.zh.ts'
import { wecomEn } from '../features/wecom/wecom.en.ts'
import { wecomZh } from '../features/wecom/wecom.zh.ts'
import { reachEn } from '../features/settings/reach/reach.en.ts'
import { reachZh } from '../features/settings/reach/reach.zh.ts'
import { messagesEn } from '../features/settings/messages/messages.en.ts'
import { messagesZh } from '../features/settings/messages/messages.zh.ts'
import { mailboxesEn } from '../features/settings/mailboxes/mailboxes.en.ts'
import { mailboxesZh } from '../features/settings/mailboxes/mailboxes.zh.ts'
import { cleaningEn } from '../features/cleaning/cleaning.en.ts'
import { cleaningZh } from '../features/cleaning/cleaning.zh.ts'
import { experimentsEn } from '../features/experiments/experiments.en.ts'
import { experimentsZh } from '../features/experiments/experiments.zh.ts'
import { automationEn } from '../features/automation/automation.en.ts'
import { automationZh } from '../features/automation/automation.zh.ts'
import { nurtureEn } from '../features/nurture/nurture.en.ts'
import { nurtureZh } from '../features/nurture/nurture.zh.ts'
import { attributionEn } from '../features/attribution/attribution.en.ts'
import { attributionZh } from '../features/attribution/attribution.zh.ts'
import { campaignsEn } from '../features/campaigns/campaigns.en.ts'
import { campaignsZh } from '../features/campaigns/campaigns.zh.ts'
import { scoringEn } from '../features/scoring/scoring.en.ts'
import { scoringZh } from '../features/scoring/scoring.zh.ts'
import { searchEn } from '../features/search/search.en.ts'
import { searchZh } from '../features/search/search.zh.ts'
import { analysisEn } from '../features/analysis/analysis.en.ts'
import { analysisZh } from '../features/analysis/analysis.zh.ts'
import { planningEn } from '../features/planning/planning.en.ts'
import { planningZh } from '../features/planning/planning.zh.ts'
import { funnelEn } from '../features/funnel/funnel.en.ts'
import { funnelZh } from '../features/funnel/funnel.zh.ts'
import { pickersEn } from '../features/pickers/pickers.en.ts'
import { pickersZh } from '../features/pickers/pickers.zh.ts'
import { conditionsEn } from '../features/conditions/conditions.en.ts'
import { conditionsZh } from '../features/conditions/conditions.zh.ts'
import { settingsEn } from '../features/settings/settings.en.ts'
import { settingsZh } from '../features/settings/settings.zh.ts'
import { fieldsEn } from '../features/fields/fields.en.ts'
import { fieldsZh } from '../features/fields/fields.zh.ts'
import { formsEn } from '../features/forms/forms.en.ts'
import { formsZh } from '../features/forms/forms.zh.ts'
import { designerEn } from '../features/designer/designer.en.ts'
import { designerZh } from '../features/designer/designer.zh.ts'
import { guideEn } from '../features/gates/guide/guide.en.ts'
import { guideZh } from '../features/gates/guide/guide.zh.ts'
import { viewsEn } from '../features/views/views.en.ts'
import { viewsZh } from '../features/views/views.zh.ts'
import { chartsEn } from '../charts/charts.en.ts'
import { chartsZh } from '../charts/charts.zh.ts'
import { uiEn } from '../ui/ui.en.ts'
import { uiZh } from '../ui/ui.zh.ts'
import { problemsEn } from './problems.en.ts'
import { problemsZh } from './problems.zh.ts'

/**
 * One namespace per feature, one file per language beside the feature. To add one: write `features/<noun>/<noun>.zh.ts`
 * and `.en.ts`, then name it in both tables here; a test refuses a file that is not named or a key that is missing.
 */
export const zh = {
  ui: uiZh,
  session: sessionZh,
  shell: shellZh,
  charts: chartsZh,
  activities: activitiesZh,
  talk: talkZh,
  actions: actionsZh,
  calendar: calendarZh,
  cadence: cadenceZh,
  alarms: alarmsZh,
  meetings: meetingsZh,
  projects: projectsZh,
  metrics: metricsZh,
  health: healthZh,
  hygiene: hygieneZh,
  notifications: notificationsZh,
  approvals: approvalsZh,
  gates: gatesZh,
  deals: dealsZh,
  conditions: conditionsZh,
  views: viewsZh,
  fields: fieldsZh,
  forms: formsZh,
  customers: customersZh,
  tracking: trackingZh,
  sites: sitesZh,
  leads: leadsZh,
  campaigns: campaignsZh,
  attribution: attributionZh,
  drafts: draftsZh,
  nurture: nurtureZh,
  automation: automationZh,
  experiments: experimentsZh,
  cleaning: cleaningZh,
  doors: doorsZh,
  mailboxes: mailboxesZh,
  messages: messagesZh,
  reach: reachZh,
  wecom: wecomZh,
  answering: answeringZh,
  assignment: assignmentZh,
  leadPools: leadPoolsZh,
  languageModel: languageModelZh,
  publicForms: publicFormsZh,
  formSubmissions: formSubmissionsZh,
  imports: importsZh,
  funnel: funnelZh,
  analysis: analysisZh,
  planning: planningZh,
  pickers: pickersZh,
  scoring: scoringZh, search: searchZh,
  suggestions: suggestionsZh,
  takeOvers: takeOversZh,
  team: teamZh,
  today: todayZh,
  settings: settingsZh,
  guide: guideZh,
  designer: designerZh,
  problems: problemsZh,
}

export const en = {
  ui: uiEn,
  session: sessionEn,
  shell: shellEn,
  charts: chartsEn,
  activities: activitiesEn,
  talk: talkEn,
  actions: actionsEn,
  calendar: calendarEn,
  cadence: cadenceEn,
  alarms: alarmsEn,
  meetings: meetingsEn,
  projects: projectsEn,
  metrics: metricsEn,
  health: healthEn,
  hygiene: hygieneEn,
  notifications: notificationsEn,
  approvals: approvalsEn,
  gates: gatesEn,
  deals: dealsEn,
  conditions: conditionsEn,
  views: viewsEn,
  fields: fieldsEn,
  forms: formsEn,
  customers: customersEn,
  tracking: trackingEn,
  sites: sitesEn,
  leads: leadsEn,
  campaigns: campaignsEn,
  attribution: attributionEn,
  drafts: draftsEn,
  nurture: nurtureEn,
  automation: automationEn,
  experiments: experimentsEn,
  cleaning: cleaningEn,
  doors: doorsEn,
  mailboxes: mailboxesEn,
  messages: messagesEn,
  reach: reachEn,
  wecom: wecomEn,
  answering: answeringEn,
  assignment: assignmentEn,
  leadPools: leadPoolsEn,
  languageModel: languageModelEn,
  publicForms: publicFormsEn,
  formSubmissions: formSubmissionsEn,
  imports: importsEn,
  funnel: funnelEn,
  analysis: analysisEn,
  planning: planningEn,
  pickers: pickersEn,
  scoring: scoringEn, search: searchEn,
  suggestions: suggestionsEn,
  takeOvers: takeOversEn,
  team: teamEn,
  today: todayEn,
  settings: settingsEn,
  guide: guideEn,
  designer: designerEn,
  problems: problemsEn,
}
