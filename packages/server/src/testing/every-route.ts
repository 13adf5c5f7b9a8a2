import type { Contract } from '@sluice/core/lib/contract'

/** Ids of one rep's own records, by what a path parameter stands for. */
export interface OwnRecords {
  deal: string
  lead: string
  account: string
  contact: string
  activity: string
  comment: string
  attachment: string
  view: string
  import: string
  mapping: string
  milestone: string
  /** A debt of the deal. */
  debt: string
  approval: string
  /** An absence of the rep's. */
  substitute: string
  /** An alarm that was given to the rep, an item of the rep's, and a funnel that the rep keeps. */
  alarm: string
  action: string
  customFunnel: string
  /** A plan: of nobody who reads only their own deals. */
  plan: string
  /** A series of review meetings in which the rep takes part, its running meeting, and the one that is planned in another series. */
  meetingSeries: string
  meeting: string
  plannedMeeting: string
  /** A project of the rep's account. */
  project: string
  /** The rep's lead in a sequence, and a mail to it. */
  enrolment: string
  mail: string
  /** A campaign of the administrator's that the rep promotes, what it cost, and the rep's code. */
  campaign: string
  cost: string
  code: string
  /** A browser of the rep's that shows notices. */
  pushDevice: string
  /** The contact-me code of the rep's code. */
  contactWay: string
  /** A public form of the rep's, with a file, and what the rep's lead sent through it. */
  publicForm: string
  publicFile: string
  submission: string
}

/** Ids that everybody of the organisation may name. */
export interface SharedRecords {
  projectTemplate: string
  pipeline: string
  stage: string
  nextStage: string
  sequence: string
  mailTemplate: string
  content: string
  suppression: string
  /** An automation with a button for deals, and a run of it. */
  automation: string
  automationRun: string
  /** A draft. */
  experiment: string
  escalationChain: string
  /** A robot and what it posted, and a webhook. */
  robot: string
  delivery: string
  webhook: string
  mailbox: string
  lossReason: string
  otherUser: string
  otherTeam: string
  product: string
  channel: string
  tag: string
  invitation: string
  form: string
  flow: string
  field: string
  alarmRule: string
  assignRule: string
  /** A pool of everybody's, empty. */
  pool: string
  /** Key of a remedy of the organisation's own. */
  remedy: string
  /** A web site that reports visits. */
  site: string
}

/** How to try a route on somebody else's record. */
export interface Attempt {
  params?: Record<string, string>
  query?: Record<string, string | undefined>
  body?: unknown
  version?: number
}

type Make = (own: OwnRecords, shared: SharedRecords) => Attempt[]

const on = (id: keyof OwnRecords, body?: unknown, extra: Partial<Attempt> = {}): Make => (own) => [{ params: { id: own[id] }, body, version: 1, ...extra }]
const aboutEach = (body?: unknown): Make => (own) =>
  (['deal', 'lead', 'account', 'contact'] as const).map((subjectType) => ({ params: { subjectType, id: own[subjectType] }, body }))

const aboutTalk = (body?: unknown): Make => (own, shared) => [...aboutEach(body)(own, shared), { params: { subjectType: 'alarm', id: own.alarm }, body }]

/**
 * For every route that names a record by id: how a stranger would try it. A new route without an entry here fails the
 * test, so nobody forgets to think about who may use it.
 */
export const foreignAttempts: Record<string, Make> = {
  getDeal: on('deal'),
  changeDeal: on('deal', { title: '被改' }),
  moveDeal: (own, shared) => [{ params: { id: own.deal }, body: { stageId: shared.nextStage } }],
  winDeal: on('deal', {}),
  loseDeal: (own, shared) => [{ params: { id: own.deal }, body: { reasonId: shared.lossReason } }],
  reopenDeal: on('deal', {}),
  getGate: (own, shared) => [{ params: { id: own.deal }, query: { to: shared.nextStage } }, { params: { id: own.deal }, query: { to: 'won' } }],
  getEvidence: on('deal'),
  getSuggestions: on('deal'),
  getTakeOver: on('deal'),
  startTakeOver: on('deal', { reason: '被改', untilOn: '2026-03-10' }),
  handBack: on('deal', {}),
  recordMilestone: (own) => [{ params: { id: own.deal }, body: { kind: 'demo_held' } }, { params: { id: own.deal }, body: { kind: 'payment_received' } }],
  removeMilestone: (own) => [{ params: { id: own.deal, milestoneId: own.milestone } }],
  tickItem: (own) => [{ params: { id: own.deal, criterionId: own.milestone }, body: { isTicked: true } }],
  waiveGateDebt: on('debt', { reason: '被改' }),
  sleepDeal: on('deal'),
  wakeDeal: on('deal'),
  reviewLoss: (own, shared) => [{ params: { id: own.deal }, body: { reasonId: shared.lossReason } }],
  setDealContact: (own) => [{ params: { id: own.deal, contactId: own.contact }, body: { role: 'user' } }],
  removeDealContact: (own) => [{ params: { id: own.deal, contactId: own.contact } }],
  setDealCollaborators: on('deal', { userIds: [] }),
  setDealProducts: on('deal', { products: [] }),
  getLead: on('lead'),
  getLeadAssignment: on('lead'),
  handOverLead: on('lead', {}),
  acceptLead: on('lead'),
  rejectLead: on('lead', { reason: 'no_need' }),
  getLeadScore: on('lead'),
  getLeadBehaviour: on('lead'),
  changeLead: on('lead', { name: '被改' }),
  listLeadDuplicates: on('lead'),
  mergeLeads: (own) => [{ params: { id: own.lead }, body: { mergedId: '00000000-0000-7000-8000-000000000001' }, version: 1 }],
  undoLeadMerge: (own) => [{ params: { id: own.lead } }],
  getLeadEffort: on('lead'),
  planFollowUp: on('lead', { kind: 'tasks', why: 'no_answer' }),
  dismissLeadPair: (own) => [{ body: { a: own.lead, b: '00000000-0000-7000-8000-000000000001' } }],
  restoreLeadPair: (own) => [{ body: { a: own.lead, b: '00000000-0000-7000-8000-000000000001' } }],
  convertLead: on('lead', { deal: null, accountName: '被改' }),
  getAccount: on('account'),
  changeAccount: on('account', { name: '被改' }),
  getContact: on('contact'),
  changeContact: on('contact', { name: '被改' }),
  changeActivity: on('activity', { body: '被改' }),
  removeActivity: on('activity'),
  restoreActivity: on('activity'),
  getTimeline: aboutEach(),
  listComments: aboutTalk(),
  addComment: aboutTalk({ body: '被改' }),
  listMentionable: aboutTalk(),
  seeComments: aboutTalk(),
  followRecord: aboutTalk({ isFollowing: true }),
  unseeComments: (own, shared) => aboutTalk({ commentId: own.comment })(own, shared),
  changeComment: on('comment', { body: '被改' }),
  removeComment: on('comment'),
  restoreComment: on('comment'),
  listMeetingTalk: on('meeting'),
  openMeetingTalk: on('meeting', { section: 'stuck', itemId: null }),
  listAttachments: aboutEach(),
  addAttachment: aboutEach(),
  getAttachment: on('attachment'),
  removeAttachment: on('attachment'),
  getCompleteness: (own) => (['deal', 'lead', 'account', 'contact'] as const).map((object) => ({ params: { object, id: own[object] } })),
  getFormAnswer: (own, shared) => [{ params: { id: shared.form, subjectType: 'deal', subjectId: own.deal } }],
  answerForm: (own, shared) => [{ params: { id: shared.form, subjectType: 'deal', subjectId: own.deal }, body: { answers: {}, version: 0 } }],
  getApproval: on('approval'),
  decideApproval: on('approval', { decision: 'approve' }),
  withdrawApproval: on('approval', {}),
  resubmitApproval: on('approval', {}),
  delegateApproval: (own, shared) => [{ params: { id: own.approval }, body: { userId: shared.otherUser } }],
  addApprover: (own, shared) => [{ params: { id: own.approval }, body: { userId: shared.otherUser } }],
  commentApproval: on('approval', { text: '被改' }),
  removeSubstitute: on('substitute'),
  getImport: on('import'),
  changeImport: on('import', { kind: 'leads' }),
  checkImport: on('import'),
  runImport: on('import'),
  undoImport: on('import', { changed: 'undo' }),
  discardImport: on('import'),
  getRejectedRows: on('import'),
  changeMapping: on('mapping', { name: '被改' }),
  removeMapping: on('mapping'),
  changeView: on('view', { name: '被改' }),
  removeView: on('view'),
  getAlarm: on('alarm'),
  getAlarmRootCause: on('alarm'),
  getAlarmTimeline: on('alarm'),
  getDealHealth: on('deal'),
  answerCustomFunnel: (own) => [{ query: { id: own.customFunnel } }],
  acknowledgeAlarm: on('alarm', {}),
  assignAlarm: (own, shared) => [{ params: { id: own.alarm }, body: { userId: shared.otherUser } }, { params: { id: own.alarm }, body: { userId: null } }],
  resolveAlarm: on('alarm', {}),
  reopenAlarm: on('alarm', {}),
  judgeAlarm: on('alarm', { isUseful: false }),
  changeAction: on('action', { title: '被改' }),
  finishAction: on('action', {}),
  dropAction: on('action', {}),
  reopenAction: on('action'),
  changeMeetingSeries: on('meetingSeries', { name: '被改' }),
  getMeetingCalendar: on('meetingSeries'),
  getMeeting: on('meeting'),
  openMeeting: on('plannedMeeting'),
  skipMeeting: on('plannedMeeting'),
  closeMeeting: on('meeting'),
  getMeetingState: on('meeting'),
  joinMeeting: on('meeting'),
  steerMeeting: on('meeting', { section: 'stuck' }),
  markAttendance: (own, shared) => [{ params: { id: own.meeting }, body: { userId: shared.otherUser, isPresent: true } }],
  writeMeetingNote: (own) => [{ params: { id: own.meeting, section: 'stuck' }, body: { body: '被改', version: 0 } }],
  getPlan: on('plan'),
  getProject: on('project'),
  changeProject: on('project', { name: '被改' }),
  addProjectTask: (own, shared) => [{ params: { id: own.project }, body: { title: '混进去', assigneeId: shared.otherUser } }],
  finishProject: on('project', { skipOpen: true }),
  cancelProject: on('project', {}),
  reopenProject: on('project'),
  handOverProject: (own, shared) => [{ params: { id: own.project }, body: { toId: shared.otherUser } }],
  answerProjectHandOver: on('project', { accept: true }),
  changePlan: on('plan', { status: 'archived' }),
  trackPlan: on('plan'),
  getCampaign: on('campaign'),
  getCampaignFunnel: on('campaign'),
  changeCampaign: on('campaign', { name: '被改' }),
  listCampaignCosts: on('campaign'),
  addCampaignCost: on('campaign', { onDay: '2026-03-01', amountMinor: 100 }),
  removeCampaignCost: on('cost'),
  createChannelCodes: (own, shared) => [{ params: { id: own.campaign }, body: { channelIds: [shared.channel] } }],
  changeChannelCode: on('code', { isEnded: true }),
  listContactWays: on('campaign'),
  makeContactWay: (own, shared) => [{ params: { id: own.code }, body: { userIds: [shared.otherUser] } }],
  removeContactWay: on('contactWay'),
  removePushDevice: on('pushDevice'),
  testPushDevice: on('pushDevice', {}),
  getPublicForm: on('publicForm'),
  changePublicForm: on('publicForm', { name: '被改' }),
  publishPublicForm: on('publicForm'),
  addPublicFormFile: on('publicForm'),
  removePublicFormFile: (own) => [{ params: { id: own.publicForm, fileId: own.publicFile } }],
  listFormSubmissions: on('publicForm'),
  exportFormSubmissions: on('publicForm'),
  releaseFormSubmission: on('submission'),
  listLeadSubmissions: on('lead'),
  listDealExperiments: on('deal'),
  pressAutomationButton: (own, shared) => [{ params: { id: shared.automation }, body: { recordId: own.deal } }],
  getCustomFunnel: on('customFunnel'),
  changeEnrolment: on('enrolment', { what: 'stop' }),
  getMail: on('mail'),
  sendMailAgain: on('mail'),
  enrolLeads: (own, shared) => [{ params: { id: shared.sequence }, body: { leadIds: [own.lead] } }],
  dryRunSequence: (own, shared) => [{ params: { id: shared.sequence }, body: { leadId: own.lead } }],
  makeContentLink: (own, shared) => [{ params: { id: shared.content }, body: { leadId: own.lead } }],
  changeCustomFunnel: on('customFunnel', { definition: { name: '被改', steps: [{ name: '一', step: { kind: 'lead_created' } }, { name: '二', step: { kind: 'deal_won' } }] } }),
  removeCustomFunnel: on('customFunnel'),
}

const plainDefinition = {
  name: '被改', wonName: '赢单', lostName: '丢单',
  stages: [{ id: '00000000-0000-7000-8000-000000000001', name: '唯一阶段', winProbability: 0.5, forecastCategory: 'pipeline', layer: 'advance', color: '#336699' }],
}

const words = { zh: '被改', en: 'changed' }
/** A remedy, as it is written. */
export const remedyBody = {
  name: words, causes: ['price' as const], summary: words, steps: [words], effect: { metric: 'win.closed', direction: 'up' as const, afterDays: 30 }, suggest: { action: 'task' as const, topic: words },
}

/** Routes by id that concern configuration or people: seen by everybody of the organisation, changed by administrators. */
export const administration: Record<string, (shared: SharedRecords) => Attempt> = {
  changeUser: (s) => ({ params: { id: s.otherUser }, body: { name: '被改' }, version: 1 }),
  setAdvanceQuota: (s) => ({ params: { id: s.otherTeam }, body: { perWeek: 3 } }),
  changeProjectTemplate: (s) => ({ params: { id: s.projectTemplate }, body: { name: '被改' }, version: 1 }),
  changeTeam: (s) => ({ params: { id: s.otherTeam }, body: { name: '被改' }, version: 1 }),
  revokeInvitation: (s) => ({ params: { id: s.invitation } }),
  changeField: (s) => ({ params: { id: s.field }, body: { label: '被改' }, version: 1 }),
  getFieldUsage: (s) => ({ params: { id: s.field } }),
  changeForm: (s) => ({ params: { id: s.form }, body: { name: '被改' }, version: 1 }),
  changePipeline: (s) => ({ params: { id: s.pipeline }, body: { name: '被改' }, version: 1 }),
  getDraft: (s) => ({ params: { id: s.pipeline } }),
  saveDraft: (s) => ({ params: { id: s.pipeline }, body: { definition: plainDefinition, version: 0 } }),
  discardDraft: (s) => ({ params: { id: s.pipeline } }),
  getDraftEffect: (s) => ({ params: { id: s.pipeline } }),
  publishDraft: (s) => ({ params: { id: s.pipeline }, body: { version: 1 } }),
  undoPublication: (s) => ({ params: { id: s.pipeline }, body: { n: 2 } }),
  copyPipeline: (s) => ({ params: { id: s.pipeline }, body: { name: '偷抄' } }),
  orderPipelines: (s) => ({ body: { ids: [s.pipeline] } }),
  changeApprovalFlow: (s) => ({ params: { id: s.flow }, body: { name: '被改' }, version: 1 }),
  getBacktest: (s) => ({ params: { id: s.pipeline } }),
  listBacktestMoves: (s) => ({ params: { id: s.pipeline } }),
  changeAssignRule: (s) => ({ params: { id: s.assignRule }, body: { name: '被改' }, version: 1 }),
  removeAssignRule: (s) => ({ params: { id: s.assignRule } }),
  orderAssignRules: (s) => ({ body: { ids: [s.assignRule] } }),
  changeAssignee: (s) => ({ params: { id: s.otherUser }, body: { weight: 9 } }),
  changeLeadPool: (s) => ({ params: { id: s.pool }, body: { name: '被改' }, version: 1 }),
  givePooledLeads: (s) => ({ params: { id: s.pool }, body: { leadIds: [s.tag], ownerId: s.otherUser } }),
  changeSequence: (s) => ({ params: { id: s.sequence }, body: { name: '被改' }, version: 1 }),
  publishSequence: (s) => ({ params: { id: s.sequence }, body: {}, version: 1 }),
  changeMailTemplate: (s) => ({ params: { id: s.mailTemplate }, body: { name: '被改' }, version: 1 }),
  changeContent: (s) => ({ params: { id: s.content }, body: { title: '被改' }, version: 1 }),
  uploadContentFile: (s) => ({ params: { id: s.content } }),
  removeSuppression: (s) => ({ params: { id: s.suppression } }),
  getAutomation: (s) => ({ params: { id: s.automation } }),
  changeAutomation: (s) => ({ params: { id: s.automation }, body: { name: '被改' }, version: 2 }),
  publishAutomation: (s) => ({ params: { id: s.automation }, body: {}, version: 2 }),
  orderAutomations: (s) => ({ body: { ids: [s.automation] } }),
  renewAutomationSecret: (s) => ({ params: { id: s.automation } }),
  backTestAutomation: (s) => ({ params: { id: s.automation }, body: {} }),
  dryRunAutomation: (s) => ({ params: { id: s.automation }, body: { recordId: s.automationRun } }),
  getAutomationRun: (s) => ({ params: { id: s.automationRun } }),
  getExperiment: (s) => ({ params: { id: s.experiment } }),
  changeExperiment: (s) => ({ params: { id: s.experiment }, body: { name: '被改' }, version: 1 }),
  removeExperiment: (s) => ({ params: { id: s.experiment } }),
  startExperiment: (s) => ({ params: { id: s.experiment }, version: 1 }),
  stopExperiment: (s) => ({ params: { id: s.experiment }, body: {}, version: 1 }),
  concludeExperiment: (s) => ({ params: { id: s.experiment }, body: { arm: null, reason: '完' }, version: 1 }),
  getExperimentResult: (s) => ({ params: { id: s.experiment } }),
  listExperimentDeals: (s) => ({ params: { id: s.experiment } }),
  changeEscalationChain: (s) => ({ params: { id: s.escalationChain }, body: { name: '被改' }, version: 1 }),
  removeEscalationChain: (s) => ({ params: { id: s.escalationChain } }),
  changeRobot: (s) => ({ params: { id: s.robot }, body: { name: '被改' }, version: 1 }),
  removeRobot: (s) => ({ params: { id: s.robot } }),
  testRobot: (s) => ({ params: { id: s.robot } }),
  changeWebhook: (s) => ({ params: { id: s.webhook }, body: { name: '被改' }, version: 1 }),
  renewWebhookSecret: (s) => ({ params: { id: s.webhook } }),
  removeWebhook: (s) => ({ params: { id: s.webhook } }),
  testWebhook: (s) => ({ params: { id: s.webhook } }),
  replayDelivery: (s) => ({ params: { id: s.delivery } }),
  changeMailbox: (s) => ({ params: { id: s.mailbox }, body: { name: '被改' }, version: 1 }),
  removeMailbox: (s) => ({ params: { id: s.mailbox } }),
  pollMailbox: (s) => ({ params: { id: s.mailbox } }),
  listMailboxMails: (s) => ({ params: { id: s.mailbox } }),
  changeProduct: (s) => ({ params: { id: s.product }, body: { name: '被改' }, version: 1 }),
  changeChannel: (s) => ({ params: { id: s.channel }, body: { name: '被改' }, version: 1 }),
  changeAlarmRule: (s) => ({ params: { id: s.alarmRule }, body: { name: '被改' }, version: 1 }),
  removeAlarmRule: (s) => ({ params: { id: s.alarmRule } }),
  setBenchmarks: (s) => ({ params: { id: s.pipeline }, body: { items: [] } }),
  changeRemedy: (s) => ({ params: { key: s.remedy }, body: remedyBody, version: 1 }),
  hideRemedy: (s) => ({ params: { key: s.remedy } }),
  restoreRemedy: (s) => ({ params: { key: s.remedy } }),
  changeSite: (s) => ({ params: { id: s.site }, body: { name: '被改' }, version: 1 }),
  getSiteSecret: (s) => ({ params: { id: s.site }, body: { renew: true } }),
  getSiteArrivals: (s) => ({ params: { id: s.site } }),
  changeLossReason: (s) => ({ params: { id: s.lossReason }, body: { name: '被改' }, version: 1 }),
}

/**
 * Routes whose answer lists records, or that name a pipeline: nothing of somebody else's may be in what they answer.
 * Each says how to ask so that the other's record would be in the answer if anything were wrong.
 */
export const listings: Record<string, Make> = {
  listUnread: (own) => [{ query: { subjectType: 'deal', ids: own.deal } }],
  getChartTalk: (_, shared) => [{ query: { report: 'overview', place: `pipeline=${shared.pipeline}` } }],
  listDeals: (own) => [{ query: {} }, { query: { q: '秘密' } }, { query: { account: own.account } }, { query: { where: 'title contains "秘密"' } }],
  exportDeals: () => [{ query: {} }],
  getBoard: (_, shared) => [{ params: { id: shared.pipeline } }],
  listColumn: (_, shared) => [{ params: { id: shared.pipeline, column: shared.stage } }],
  findCaller: () => [{ query: { phone: '13912345678' } }],
  listLeadPairs: () => [{ query: {} }, { query: { q: '秘密' } }],
  listLeadMerges: (own) => [{ query: {} }, { query: { lead: own.lead } }],
  listHeldLeads: () => [{ query: {} }],
  checkLead: () => [{ body: { name: '秘密', phone: '13912345678', company: '秘密公司' } }],
  previewScreenRule: () => [{ body: { condition: 'name contains "秘密"' } }],
  listHandOvers: () => [{ query: {} }],
  listLeads: () => [{ query: {} }, { query: { q: '秘密' } }],
  listCampaigns: () => [{ query: {} }, { query: { q: '秘密' } }],
  listPublicForms: () => [{ query: {} }, { query: { q: '秘密' } }],
  listChannelCodes: (own) => [{ query: {} }, { query: { campaign: own.campaign } }],
  listEnrolments: (own, shared) => [{ query: {} }, { query: { lead: own.lead } }, { query: { sequence: shared.sequence } }],
  listAutomationButtons: (own) => [{ query: { object: 'deal', id: own.deal } }],
  listMails: (own) => [{ query: {} }, { query: { lead: own.lead } }],
  listAccounts: () => [{ query: {} }, { query: { q: '秘密' } }],
  listContacts: (own) => [{ query: {} }, { query: { account: own.account } }],
  getCompletenessReport: () => (['deal', 'lead', 'account', 'contact'] as const).map((object) => ({ query: { object } })),
  findSimilarCompanies: () => [{ query: { name: '秘密客户有限公司' } }, { query: { name: '秘密公司' } }],
  searchRecords: () => [{ query: { q: '秘密' } }, { query: { q: '13912345678' } }],
  listGateDebts: (own) => [{ query: {} }, { query: { deal: own.deal, state: 'all' } }],
  getToday: () => [{}],
  getCalendar: () => [{ query: { from: '2026-03-01', to: '2026-03-15' } }, { query: { from: '2026-03-01', to: '2026-03-15', scope: 'team' } }],
  getHygiene: () => [{ query: {} }],
  listHygiene: () => [{ params: { issue: 'no_next_step' } }],
  listViews: () => [{ query: { object: 'deal' } }],
  listApprovals: (own) => [{ query: { box: 'all' } }, { query: { box: 'all', deal: own.deal } }],
  listAlarms: () => [{ query: {} }, { query: { q: '秘密' } }],
  listActions: (own) => [{ query: {} }, { query: { box: 'all' } }, { query: { box: 'all', alarm: own.alarm } }],
  listCustomFunnels: () => [{}],
  listProjects: (own) => [{ query: {} }, { query: { account: own.account } }],
  listMeetingSeries: () => [{ query: {} }],
  listMeetings: (own) => [{ query: {} }, { query: { series: own.meetingSeries } }],
  listImports: () => [{ query: {} }],
  listMappings: () => [{}],
  getFunnel: (_, shared) => [{ query: { pipeline: shared.pipeline } }],
  listFigureDeals: (_, shared) => [{ query: { pipeline: shared.pipeline, metric: 'deals.open' } }],
  getDwellCurve: (_, shared) => [{ query: { pipeline: shared.pipeline, stage: shared.stage } }],
  exportFunnel: (_, shared) => [{ query: { pipeline: shared.pipeline } }],
  getBreakdown: (_, shared) => [{ query: { pipeline: shared.pipeline, by: 'owner' } }, { query: { pipeline: shared.pipeline, by: 'size', by2: 'source', where: 'title contains "秘密"' } }],
  getComparison: (_, shared) => [{ query: { pipeline: shared.pipeline, otherSlice: 'customer:new' } }],
  getHeatMap: (_, shared) => [{ query: { pipeline: shared.pipeline } }, { query: { pipeline: shared.pipeline, across: 'owner' } }],
  getSeries: (_, shared) => [{ query: { pipeline: shared.pipeline } }],
  getWaterfall: (_, shared) => [{ query: { pipeline: shared.pipeline, from: '2026-01-01' } }],
  listWaterfallDeals: (_, shared) => [{ query: { pipeline: shared.pipeline, from: '2026-01-01', bar: 'new' } }],
  getFrames: (_, shared) => [{ query: { pipeline: shared.pipeline, frames: '3' } }],
  getIndicators: (_, shared) => [{ query: { pipeline: shared.pipeline } }],
  getLosses: (_, shared) => [{ query: { pipeline: shared.pipeline } }],
  getChannels: (_, shared) => [{ query: { pipeline: shared.pipeline } }],
  getAttribution: () => [{ query: {} }, { query: { by: 'promoter' } }],
  exportAttribution: () => [{ query: { by: 'campaign' } }],
  listAttributedDeals: () => [{ query: { key: 'untouched' } }],
  getRejections: () => [{ query: {} }],
  getChannelQuality: (_, shared) => [{ query: { pipeline: shared.pipeline } }],
  getIcp: (_, shared) => [{ query: { pipeline: shared.pipeline } }],
  getPeople: (_, shared) => [{ query: { pipeline: shared.pipeline } }],
  getActivityMeasures: (_, shared) => [{ query: { pipeline: shared.pipeline } }],
  listLossDeals: (_, shared) => [{ query: { pipeline: shared.pipeline } }, { query: { pipeline: shared.pipeline, reason: 'none', competitor: '' } }],
  getCube: (_, shared) => [{ query: { pipeline: shared.pipeline } }],
  listCubeDeals: (_, shared) => [{ query: { pipeline: shared.pipeline } }, { query: { pipeline: shared.pipeline, stage: shared.stage, decay: '2' } }],
  getDecay: (_, shared) => [{ query: { pipeline: shared.pipeline } }],
  getCoverage: (_, shared) => [{ query: { pipeline: shared.pipeline, from: '2026-01-01', to: '2026-07-01', target: '100000000' } }],
  listDimensions: (_, shared) => [{ query: { pipeline: shared.pipeline } }],
  exportReport: (_, shared) => [{ params: { report: 'breakdown' }, query: { pipeline: shared.pipeline, by: 'owner' } }, { params: { report: 'waterfall' }, query: { pipeline: shared.pipeline, from: '2026-01-01' } }],
  getDiagnosis: (_, shared) => [{ query: { pipeline: shared.pipeline } }],
  getRootCause: (_, shared) => [{ query: change(shared) }],
  listGroupDeals: (_, shared) => [{ query: { ...change(shared), of: 'stock' } }, { query: { ...change(shared), of: 'stock', words: '秘密' } }],
  listWordQuotes: (_, shared) => [{ query: { ...change(shared), of: 'stock', words: '秘密' } }],
}
const change = ({ pipeline, stage }: SharedRecords) => ({ pipeline, stage, beforeFrom: '2026-01-01', beforeTo: '2026-02-01', afterFrom: '2026-02-01', afterTo: '2026-03-03' })
/** Of these, what tells numbers and names of its own, never a record's. */
export const figuresOnly: ReadonlySet<string> = new Set([
  'getFunnel', 'getDwellCurve', 'exportFunnel', 'getHygiene', 'getCompletenessReport', 'getBreakdown', 'getComparison', 'getHeatMap', 'getSeries', 'getWaterfall', 'getFrames',
  'getIndicators', 'getLosses', 'getChannels', 'getPeople', 'getActivityMeasures', 'getCube', 'getDecay', 'getCoverage', 'listDimensions', 'exportReport', 'getDiagnosis', 'getRootCause',
  'listUnread', 'getChartTalk', 'getAttribution', 'exportAttribution', 'listAttributedDeals', 'getRejections', 'getChannelQuality', 'getIcp',
])

/** Writes that name somebody else's records in their body; they must be refused, or report each as refused. */
export const bodies: Record<string, (own: OwnRecords, shared: SharedRecords) => unknown[]> = {
  previewLanguage: (own) => (['deal', 'lead'] as const).map((subjectType) => ({ question: { kind: 'mail', subjectType, subjectId: own[subjectType] } })),
  askLanguageModel: (own) => (['deal', 'lead'] as const).map((subjectType) => ({ question: { kind: 'mail', subjectType, subjectId: own[subjectType] } })),
  createDeal: (own, s) => [
    { title: '挂到别人的客户上', pipelineId: s.pipeline, accountId: own.account },
    { title: '挂上别人的联系人', pipelineId: s.pipeline, contactIds: [{ id: own.contact }] },
  ],
  bulkChangeDeals: (own, s) => [{ ids: [own.deal], stageId: s.nextStage }],
  decideHygiene: (own) => [{ subjectType: 'deal', ids: [own.deal], decision: { type: 'sleep' } }, { subjectType: 'lead', ids: [own.lead], decision: { type: 'restore' } }],
  logCall: (own) => [{ phone: '13912345678', subject: { type: 'lead', id: own.lead } }, { phone: '13912345678', subject: { type: 'contact', id: own.contact } }],
  decideHeldLeads: (own) => [{ ids: [own.lead], decision: 'release' }, { ids: [own.lead], decision: 'refuse' }],
  bulkChangeLeads: (own) => [{ ids: [own.lead], status: 'working' }],
  previewMail: (own) => [{ subject: '{{ lead.name }}', format: 'simple', body: '{{ lead.phone }}', leadId: own.lead }],
  requestApproval: (own, s) => [{ flowId: s.flow, dealId: own.deal }],
  createProject: (own) => [{ accountId: own.account }, { dealId: own.deal }],
  createAction: (own) => [{ title: '混进去', alarmId: own.alarm }],
  createContact: (own) => [{ name: '混进去', accountId: own.account }],
  logActivity: (own) => (['deal', 'lead', 'account', 'contact'] as const).map((subjectType) => ({ kind: 'note', subjectType, subjectId: own[subjectType], body: '混进去' })),
}

/** Routes that hold no record of anybody: sign-in, own account, choices, creating one's own. */
export const harmless = new Set([
  'openChartTalk',
  // How the language model is reached is the administrators' alone; of it nothing is told but whether it is there.
  'getLanguageModel', 'getLanguageModelSettings', 'changeLanguageModel', 'testLanguageModel', 'listLanguageModelUses',
  // Webhooks are the administrators' alone; entries of a fair are made by whoever sends them.
  'listDoors', 'createDoor', 'changeDoor', 'renewDoorSecret', 'removeDoor', 'testDoor', 'listDoorDeliveries', 'captureLeads',
  // Mailboxes are the administrators' alone.
  'listMailboxes', 'createMailbox', 'testMailbox',
  // Where messages leave to is the administrators' alone; what reaches oneself, each one's own.
  'listPushDevices', 'addPushDevice', 'listChatApps', 'changeChatApp', 'testChatApp', 'setChatMember', 'listEscalationChains', 'createEscalationChain', 'listEscalations',
  'listRobots', 'createRobot', 'listWebhooks', 'createWebhook', 'listDeliveries', 'getMessagePreferences', 'changeMessagePreferences', 'settleNotifications',
  // How WeCom is joined and what it told is the administrators' alone.
  'getWecomSettings', 'changeWecomSettings', 'makeWecomKeys', 'testWecom', 'listWecomMessages', 'retryWecomMessages',
  // Refusals are the managers'; rules and policy of cleaning are the organisation's, changed by administrators.
  'listEffortRefusals', 'listMergeRules', 'createMergeRule', 'changeMergeRule', 'removeMergeRule', 'listScreenRules', 'createScreenRule',
  'changeScreenRule', 'removeScreenRule', 'orderScreenRules', 'getEffortPolicy', 'changeEffortPolicy',
  // Rules of the organisation; counts are of what one sees, and what names leads asks for more than the neighbour may.
  'getScoring', 'listScoreVersions', 'getFitModel', 'saveScoreDraft', 'discardScoreDraft', 'publishScoring', 'rescoreLeads', 'previewScoring', 'backTestScoring', 'trainFitModel', 'useFitModel',
  // What sequences are made of is the organisation's, for those who may see campaigns.
  'getMailSettings', 'changeMailSettings', 'testMailSettings', 'listSuppressions', 'addSuppression', 'listMailTemplates', 'createMailTemplate', 'listSequences', 'getSequence', 'getSequenceFigures', 'createSequence', 'listContents', 'createContent',
  // Automations are for those who look at more than their own records; runs are listed by what one sees, and a replay says of each why not.
  'listAutomations', 'createAutomation', 'getAutomationChoices', 'listExperiments', 'createExperiment', 'planExperiment', 'listAutomationRuns', 'replayAutomationRuns',
  'listMetrics', 'createCampaign', 'createPublicForm',
  // Everybody's own day: it names what somebody put off, and nothing of the record.
  'snoozeItem', 'unsnoozeItem',
  // The organisation's limits, set by administrators; the address of one's own calendar.
  'getCadence', 'changeCadence', 'getCalendarFeed', 'renewCalendarFeed', 'removeCalendarFeed',
  // Of teams that the asker leads.
  'getAdvanceQuotas', 'getActionPatterns', 'listTakeOvers', 'getTeam', 'getTeamMember', 'getCoaching', 'listCoachingDeals',
  // Rules of assignment, working time and pools are the organisation's; a pool shows leads without how to reach them, and takes only what its taker may change.
  'listAssignRules', 'createAssignRule', 'changeAssignSetting', 'simulateAssignment', 'listAssignees', 'seeHandOvers', 'getResponsePolicy', 'changeResponsePolicy', 'listCalendarDays', 'setCalendarDay',
  'getResponseReport', 'exportResponseReport', 'listLeadPools', 'createLeadPool', 'listPooledLeads', 'pickLeads', 'poolLeads',
  'getInstallation', 'createOrg', 'signIn', 'signOut', 'getMe', 'changeMe', 'changeOrg', 'listUsers', 'createUser', 'listTeams', 'createTeam',
  'listInvitations', 'invite', 'readInvitation', 'acceptInvitation', 'listPipelines', 'listPipelineTemplates', 'createPipeline', 'proposePipeline', 'listPipelineVersions', 'getPipelineVersion', 'listProducts',
  'createProduct', 'listChannels', 'createChannel', 'listLossReasons', 'createLossReason', 'listTags', 'createTag', 'createLead', 'createAccount',
  'listFields', 'createField', 'orderFields', 'checkFormula', 'listForms', 'createForm', 'listFormTemplates', 'createView', 'listApprovalFlows', 'createApprovalFlow', 'listSubstitutes', 'addSubstitute', 'openLive', 'uploadImport', 'saveMapping', 'listNotifications', 'readNotifications',
  // Sites and what counts as a signal are the organisation's, for those who may see campaigns and leads; a rule is named by a key of the asker's own organisation.
  'listSites', 'createSite', 'listSignalRules', 'saveSignalRule', 'removeSignalRule',
  // Of the organisation: rules and remedies are read by all, plans and what they rest on by those who read the whole funnel.
  'listAlarmRules', 'createAlarmRule', 'backtestAlarmRule', 'listRemedies', 'createRemedy', 'getBenchmarks', 'createCustomFunnel', 'listPlans', 'createPlan', 'listProjectTemplates', 'createProjectTemplate', 'proposeMeetingSeries', 'createMeetingSeries', 'getPlanningBaseline', 'backCalculateTarget',
])

/** Whether the walk knows what to do with a route. */
export function isCovered(contract: Contract): boolean {
  return [foreignAttempts, administration, listings, bodies].some((table) => contract.name in table) || harmless.has(contract.name)
}
