/** What a live message says: something happened to one subject. It carries no data; the queries it names are read again. */
export interface LiveMessage {
  type: string
  subjectType: string
  subjectId: string
  pipelineId?: string | null
  actorId?: string | null
}

/** A cached read, as `contractKey` names it. */
export interface ReadKey {
  /** The contract's path, with its `:name` places. */
  path: string
  params: Record<string, unknown> | null
  query: Record<string, unknown> | null
}

/**
 * Which reads of many subjects an event concerns, by the first word of its type. A path covers what lies below it.
 * Reads that name the subject itself (`/deals/:id`, its timeline, comments, files) need no line here.
 */
const rules: Readonly<Record<string, readonly string[]>> = {
  deal: ['/automation-runs', '/deals', '/pipelines/:id/board', '/reports', '/today', '/search', '/accounts/:id', '/contacts/:id', '/timeline', '/gate-debts', '/approvals', '/hygiene', '/completeness', '/notifications', '/campaigns', '/channel-codes', '/calendar', '/meetings', '/team', '/team-coaching', '/take-overs'],
  lead: ['/automation-runs', '/enrolments', '/mails', '/sequences', '/lead-pairs', '/lead-merges', '/held-leads', '/effort-refusals', '/scoring', '/lead-pools', '/hand-overs', '/assign-rules', '/assignees', '/notifications', '/leads', '/campaigns', '/channel-codes', '/hygiene', '/reports', '/today', '/calendar', '/search', '/timeline', '/completeness'],
  response: ['/leads', '/timeline', '/notifications', '/today', '/calendar'],
  account: ['/automation-runs', '/accounts', '/search', '/deals', '/pipelines/:id/board', '/completeness'],
  contact: ['/automation-runs', '/contacts', '/accounts/:id', '/search', '/completeness'],
  // An activity changes when a record was last touched, which cards and lists show; a timeline shows those of related records.
  activity: ['/team', '/activities', '/notifications', '/hygiene', '/today', '/deals', '/leads', '/accounts', '/contacts', '/pipelines/:id/board', '/timeline'],
  // Evidence of a deal: its own gate and evidence are reads that name it.
  milestone: ['/timeline'],
  checklist: ['/timeline'],
  form: ['/forms', '/timeline', '/completeness'],
  experiment: ['/experiments', '/deals', '/timeline', '/actions'],
  gate: ['/gate-debts', '/deals', '/pipelines/:id/board', '/timeline', '/notifications'],
  approval: ['/approvals', '/approval-flows', '/today', '/calendar', '/deals', '/pipelines/:id/board', '/timeline', '/notifications'],
  // A publication changes what stages mean, everywhere.
  pipeline: ['/pipelines', '/deals', '/reports', '/today', '/gate-debts', '/hygiene', '/notifications'],
  alarm: ['/automation-runs', '/alarms', '/alarm-rules', '/notifications'],
  action: ['/actions', '/alarms', '/today', '/calendar', '/notifications', '/meetings', '/projects'],
  project: ['/projects', '/today', '/notifications', '/timeline'],
  meeting: ['/meetings', '/meeting-series', '/calendar', '/notifications'],
  plan: ['/plans'],
  campaign: ['/campaigns', '/channel-codes'],
  comment: ['/timeline', '/notifications', '/today', '/unread-comments', '/chart-talk', '/meetings/:id/talk'],
  attachment: ['/timeline'],
  import: ['/imports', '/deals', '/leads', '/accounts', '/contacts', '/pipelines/:id/board', '/reports', '/today', '/search'],
  product: ['/products'],
  user: ['/users', '/me', '/teams', '/invitations'],
  config: ['/language-model', '/project-templates', '/advance-quotas', '/today', '/calendar', '/cadence', '/experiments', '/automations', '/automation-runs', '/automation-buttons', '/automation-choices', '/doors', '/robots', '/webhooks', '/chat-apps', '/escalation-chains', '/escalations', '/push-devices', '/deliveries', '/message-preferences', '/notifications', '/wecom', '/sequences', '/enrolments', '/mails', '/mail-templates', '/mail-settings', '/mailboxes', '/suppressions', '/contents', '/screen-rules', '/merge-rules', '/effort-policy', '/assign-rules', '/assignees', '/response-policy', '/work-calendar', '/lead-pools', '/alarm-rules', '/remedies', '/sites', '/signal-rules', '/custom-funnels', '/approval-flows', '/fields', '/forms', '/completeness', '/pipelines', '/scoring', '/channels', '/loss-reasons', '/tags', '/views', '/products', '/teams', '/users', '/me', '/org', '/reports'],
}

/** The collection whose records are of this subject type: reads of *another* record in it stay as they are. */
const collections: Readonly<Record<string, string>> = { deal: '/deals', lead: '/leads', account: '/accounts', contact: '/contacts' }

const under = (path: string, root: string) => path === root || path.startsWith(`${root}/`)

/** Whether a cached read may show something else after this message. An unknown kind of event concerns every read. */
export function concerns(message: LiveMessage, read: ReadKey): boolean {
  const { params, query, path } = read
  const named = [params?.['id'], query?.['subjectId'], query?.[`${message.subjectType}Id`]]
  if (named.includes(message.subjectId)) return true

  const roots = rules[message.type.split('.')[0] ?? message.type]
  if (!roots) return true

  const collection = collections[message.subjectType]
  if (collection !== undefined && under(path, `${collection}/:id`)) return false

  // A timeline takes in related records of other kinds (a deal's lead, an account's deals), never another of its own kind.
  if (under(path, '/timeline') && params?.['subjectType'] === message.subjectType) return false

  const pipelineId = path.startsWith('/pipelines/:id/') ? params?.['id'] : (query?.['pipelineId'] ?? query?.['pipeline'])
  if (typeof message.pipelineId === 'string' && typeof pipelineId === 'string' && pipelineId !== message.pipelineId) return false

  return roots.some((root) => under(path, root))
}
