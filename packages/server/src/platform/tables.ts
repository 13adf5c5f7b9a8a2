// Written by tools/table-types.ts from db/migrations; do not edit.
import type { ColumnType, Generated } from 'kysely'

/** jsonb: read as any JSON, written as text so that arrays are not taken for SQL arrays. */
type Json = ColumnType<unknown, string, string>

interface AccountTable {
  org_id: string
  id: string
  name: string
  name_core: string
  industry: string | null
  size: string | null
  region: string | null
  website: string | null
  phone: string | null
  owner_id: string | null
  team_id: string | null
  source_id: string | null
  tag_ids: Generated<string[]>
  custom: ColumnType<unknown, string | undefined, string>
  open_deals: Generated<number>
  won_deals: Generated<number>
  won_amount_minor: Generated<number>
  last_activity_at: string | null
  search: Generated<string[]>
  external_key: string | null
  import_id: string | null
  version: Generated<number>
  created_at: string
}

interface ActionItemTable {
  org_id: string
  id: string
  kind: string
  title: string
  body: Generated<string>
  status: string
  assignee_id: string | null
  due_on: string | null
  pipeline_id: string | null
  stage_id: string | null
  alarm_id: string | null
  remedy_key: string | null
  created_by: string
  created_at: string
  done_at: string | null
  done_by: string | null
  outcome: Generated<string>
  version: Generated<number>
}

interface ActivityTable {
  org_id: string
  id: string
  kind: string
  subject_type: string
  subject_id: string
  contact_id: string | null
  at: string
  minutes: number | null
  outcome: string | null
  body: Generated<string>
  author_id: string | null
  team_id: string | null
  import_id: string | null
  deleted_at: string | null
  version: Generated<number>
  created_at: string
  custom: ColumnType<unknown, string | undefined, string>
}

interface AlarmTable {
  org_id: string
  id: string
  rule_id: string
  pipeline_id: string
  stage_id: string | null
  cause_key: string
  severity: string
  status: string
  verdict: Json
  worst: Json
  attached: ColumnType<unknown, string | undefined, string>
  root_cause: Json | null
  first_day: string
  last_day: string
  quiet_since: string | null
  resolved_on: string | null
  reopened: Generated<number>
  opened_at: string
  acknowledged_at: string | null
  acknowledged_by: string | null
  assignee_id: string | null
  resolved_at: string | null
  resolved_by: string | null
  resolution: string | null
  note: Generated<string>
  version: Generated<number>
}

interface AlarmFeedbackTable {
  org_id: string
  alarm_id: string
  user_id: string
  is_useful: boolean
  note: Generated<string>
  at: string
}

interface AlarmRuleTable {
  org_id: string
  id: string
  name: string
  definition: Json
  kind: string
  pipeline_id: string | null
  stage_id: string | null
  is_enabled: Generated<boolean>
  created_by: string | null
  created_at: string
  version: Generated<number>
  judged_to: string | null
  judged_at: string | null
  pending_since: string | null
  removed_at: string | null
}

interface AppUserTable {
  org_id: string
  id: string
  email: string
  name: string
  role: string
  team_id: string
  locale: Generated<string>
  password_hash: string | null
  status: Generated<string>
  version: Generated<number>
  created_at: string
  last_seen_at: string | null
}

interface ApprovalTable {
  org_id: string
  id: string
  number: number
  flow_id: string
  flow_name: string
  definition: Json
  deal_id: string
  target: Json | null
  status: string
  state: Json
  lock: Generated<string>
  comment: Generated<string>
  requested_by: string
  requested_at: string
  ended_at: string | null
  owner_id: string | null
  team_id: string | null
  version: Generated<number>
}

interface ApprovalFlowTable {
  org_id: string
  id: string
  name: string
  definition: Json
  is_active: Generated<boolean>
  archived_at: string | null
  version: Generated<number>
  created_at: string
}

interface ApprovalTaskTable {
  org_id: string
  id: string
  approval_id: string
  step_id: string
  user_id: string
  for_user_id: string | null
  status: string
  opened_at: string
  due_at: string | null
  reminded_at: string | null
  escalated_at: string | null
  decided_at: string | null
  comment: Generated<string>
}

interface AttachmentTable {
  org_id: string
  id: string
  subject_type: string
  subject_id: string
  kind: Generated<string>
  name: string
  media_type: string
  size_bytes: number
  sha256: Buffer
  uploaded_by: string
  deleted_at: string | null
  version: Generated<number>
  created_at: string
}

interface BenchmarkTable {
  org_id: string
  pipeline_id: string
  stage_id: string
  measure: string
  value: string
  source: Generated<string>
  set_by: string | null
  set_at: string
}

interface CampaignTable {
  org_id: string
  id: string
  name: string
  kind: string
  utm_key: string
  budget_minor: number | null
  currency: string
  from_on: string
  to_on: string | null
  owner_id: string
  team_id: string | null
  target_leads: number | null
  target_won_minor: number | null
  landing_url: string | null
  logo: string | null
  note: Generated<string>
  archived_at: string | null
  created_by: string
  created_at: string
  version: Generated<number>
}

interface CampaignCostTable {
  org_id: string
  id: string
  campaign_id: string
  channel_id: string | null
  on_day: string
  amount_minor: number
  note: Generated<string>
  created_by: string
  created_at: string
}

interface ChannelTable {
  org_id: string
  id: string
  parent_id: string | null
  key: string | null
  name: string
  archived_at: string | null
  version: Generated<number>
}

interface ChannelCodeTable {
  org_id: string
  id: string
  code: string
  campaign_id: string
  channel_id: string
  promoter_id: string | null
  placement: Generated<string>
  landing_url: string | null
  ended_at: string | null
  past_visits: Generated<number>
  created_by: string
  created_at: string
  version: Generated<number>
}

interface ChecklistTickTable {
  org_id: string
  deal_id: string
  criterion_id: string
  ticked_by: string | null
  ticked_at: string
}

interface CommentTable {
  org_id: string
  id: string
  subject_type: string
  subject_id: string
  author_id: string
  body: string
  deleted_at: string | null
  version: Generated<number>
  created_at: string
}

interface ComputingTable {
  org_id: string
  object: string
  record_after: string | null
  day: string | null
}

interface ConsumerCursorTable {
  org_id: string
  consumer: string
  xid: string
  seq: number
}

interface ContactTable {
  org_id: string
  id: string
  account_id: string | null
  name: string
  title: string | null
  department: string | null
  phone: string | null
  phone_e164: string | null
  email: string | null
  wechat: string | null
  owner_id: string | null
  team_id: string | null
  tag_ids: Generated<string[]>
  custom: ColumnType<unknown, string | undefined, string>
  last_activity_at: string | null
  search: Generated<string[]>
  external_key: string | null
  import_id: string | null
  version: Generated<number>
  created_at: string
}

interface CounterTable {
  org_id: string
  name: string
  value: number
}

interface CustomFunnelTable {
  org_id: string
  id: string
  name: string
  definition: Json
  is_shared: Generated<boolean>
  owner_id: string
  created_at: string
  version: Generated<number>
}

interface CustomUniqueTable {
  org_id: string
  field_id: string
  value: string
  record_id: string
}

interface CustomValueTable {
  org_id: string
  field_id: string
  record_id: string
  n: Generated<number>
  text_value: string | null
  number_value: number | null
  date_value: string | null
  time_value: string | null
  id_value: string | null
  long_value: string | null
}

interface DealTable {
  org_id: string
  id: string
  number: number
  title: string
  pipeline_id: string
  stage_id: string
  status: Generated<string>
  amount_minor: number | null
  currency: string
  win_probability: string | null
  forecast_category: string | null
  expected_close_on: string | null
  next_step: string | null
  next_step_due: string | null
  account_id: string | null
  owner_id: string | null
  team_id: string | null
  source_id: string | null
  lead_id: string | null
  lost_reason_id: string | null
  lost_note: string | null
  competitor: string | null
  note: Generated<string>
  rank: string
  stage_entered_at: string
  closed_at: string | null
  last_activity_at: string | null
  tag_ids: Generated<string[]>
  custom: ColumnType<unknown, string | undefined, string>
  search: Generated<string[]>
  external_key: string | null
  import_id: string | null
  version: Generated<number>
  created_at: string
  dormant_at: string | null
  dormant_warned_at: string | null
  touched_at: string | null
  loss_reviewed_at: string | null
  loss_reviewed_by: string | null
}

interface DealCollaboratorTable {
  org_id: string
  deal_id: string
  user_id: string
}

interface DealContactTable {
  org_id: string
  deal_id: string
  contact_id: string
  role: string
}

interface DealProductTable {
  org_id: string
  deal_id: string
  product_id: string
  quantity: Generated<string>
  price_minor: number | null
}

interface DealVersionTable {
  org_id: string
  deal_id: string
  n: number
  known_from: string
  known_to: string | null
  pipeline_id: string
  stage_id: string
  status: string
  amount_minor: number | null
  currency: string
  win_probability: string | null
  expected_close_on: string | null
  owner_id: string | null
  team_id: string | null
  source_id: string | null
  created_at: string
  closed_at: string | null
  lost_reason_id: string | null
  is_dormant: Generated<boolean>
}

interface EventTable {
  org_id: string
  seq: Generated<number>
  at: string
  recorded_at: string
  known_at: string
  actor_id: string | null
  cause_id: number | null
  type: string
  subject_type: string
  subject_id: string
  owner_id: string | null
  team_id: string | null
  payload: Json
  xid: Generated<string>
}

interface FieldTable {
  org_id: string
  id: string
  object: string
  key: string
  label: string
  type: string
  settings: ColumnType<unknown, string | undefined, string>
  position: number
  archived_at: string | null
  version: Generated<number>
  created_at: string
}

interface FilePieceTable {
  org_id: string
  file_id: string
  n: number
  bytes: Buffer
}

interface FormTable {
  org_id: string
  id: string
  key: string
  name: string
  object: string
  kind: string
  definition: Json
  archived_at: string | null
  version: Generated<number>
  created_at: string
}

interface FormAnswerTable {
  org_id: string
  form_id: string
  subject_type: string
  subject_id: string
  answers: Json
  is_complete: boolean
  score: string | null
  form_version: number
  answered_by: string | null
  answered_at: string
  version: Generated<number>
}

interface GateDebtTable {
  org_id: string
  id: string
  deal_id: string
  pipeline_id: string
  stage_id: string | null
  criterion_id: string
  criterion: Json
  reason: string
  kind: string
  owner_id: string | null
  team_id: string | null
  incurred_by: string | null
  incurred_at: string
  settled_at: string | null
  settled_by: string | null
}

interface IdempotencyKeyTable {
  org_id: string
  user_id: string
  key: string
  request_hash: Buffer
  status: number
  response: Json | null
  created_at: string
}

interface IdentifyUseTable {
  org_id: string
  token: string
  visitor_id: string
  expires_at: string
}

interface ImportTable {
  org_id: string
  id: string
  file_name: string
  file_bytes: Generated<number>
  kind: string | null
  status: string
  mapping: string | null
  reading: string | null
  summary: string | null
  progress: Json | null
  error: Json | null
  created_by: string
  version: Generated<number>
  created_at: string
  done_at: string | null
  undone_at: string | null
}

interface ImportChangeTable {
  org_id: string
  import_id: string
  n: number
  object: string
  object_id: string
  action: string
  before: Json | null
  version_after: number
}

interface ImportMappingTable {
  org_id: string
  id: string
  name: string
  mapping: string
  created_by: string
  version: Generated<number>
  created_at: string
}

interface ImportRejectionTable {
  org_id: string
  import_id: string
  n: number
  line: number
  cells: string
  reasons: string
}

interface InvitationTable {
  org_id: string
  id: string
  token_hash: Buffer
  email: string
  name: string | null
  role: string
  team_id: string
  invited_by: string
  created_at: string
  expires_at: string
  accepted_at: string | null
  revoked_at: string | null
}

interface LeadTable {
  org_id: string
  id: string
  number: number
  name: string
  company: string | null
  title: string | null
  phone: string | null
  phone_e164: string | null
  email: string | null
  wechat: string | null
  status: Generated<string>
  invalid_reason: string | null
  score: number | null
  source_id: string | null
  source_detail: string | null
  owner_id: string | null
  team_id: string | null
  note: Generated<string>
  next_step: string | null
  next_step_due: string | null
  last_activity_at: string | null
  status_at: string
  converted_at: string | null
  converted_deal_id: string | null
  converted_account_id: string | null
  converted_contact_id: string | null
  tag_ids: Generated<string[]>
  custom: ColumnType<unknown, string | undefined, string>
  search: Generated<string[]>
  external_key: string | null
  import_id: string | null
  version: Generated<number>
  created_at: string
  first_touch_id: string | null
  last_touch_id: string | null
}

interface LeadBehaviourDayTable {
  org_id: string
  lead_id: string
  day: string
  kind: string
  subject: string
  n: number
  last_at: string
}

interface LeadSignalTable {
  org_id: string
  id: string
  lead_id: string
  kind: string
  subject: string
  at: string
  n: number
}

interface LossReasonTable {
  org_id: string
  id: string
  parent_id: string | null
  key: string | null
  name: string
  position: Generated<number>
  asks_competitor: Generated<boolean>
  asks_text: Generated<boolean>
  archived_at: string | null
  version: Generated<number>
}

interface MilestoneTable {
  org_id: string
  id: string
  deal_id: string
  kind: string
  at: string
  amount_minor: number | null
  note: Generated<string>
  recorded_by: string | null
  deleted_at: string | null
  created_at: string
}

interface NotificationTable {
  org_id: string
  id: string
  user_id: string
  kind: string
  data: ColumnType<unknown, string | undefined, string>
  subject_type: string | null
  subject_id: string | null
  created_at: string
  read_at: string | null
}

interface OrgTable {
  org_id: string
  slug: string
  name: string
  time_zone: Generated<string>
  currency: Generated<string>
  locale: Generated<string>
  is_demo: Generated<boolean>
  settings: ColumnType<unknown, string | undefined, string>
  version: Generated<number>
  created_at: string
}

interface PipelineTable {
  org_id: string
  id: string
  name: string
  definition: Generated<string>
  template_key: string | null
  won_name: string
  won_criteria: Generated<string>
  lost_name: string
  position: number
  settings: ColumnType<unknown, string | undefined, string>
  archived_at: string | null
  version: Generated<number>
  created_at: string
  business_line: Generated<string>
  routing: Json | null
  routing_priority: Generated<number>
  rules: ColumnType<unknown, string | undefined, string>
  won_gate: Json | null
  published_n: Generated<number>
}

interface PipelineDraftTable {
  org_id: string
  pipeline_id: string
  definition: Json
  mapping: ColumnType<unknown, string | undefined, string>
  base_n: number
  changed_by: string
  changed_at: string
  version: Generated<number>
}

interface PipelineVersionTable {
  org_id: string
  pipeline_id: string
  n: number
  definition: Json
  mapping: ColumnType<unknown, string | undefined, string>
  note: Generated<string>
  published_by: string | null
  published_at: string
  undone_at: string | null
  undoes_n: number | null
}

interface PlanTable {
  org_id: string
  id: string
  name: string
  pipeline_id: string
  definition: Json
  status: string
  from_on: string
  to_on: string
  owner_id: string
  created_at: string
  changed_at: string
  version: Generated<number>
}

interface ProductTable {
  org_id: string
  id: string
  name: string
  code: string | null
  family: string | null
  price_minor: number | null
  currency: Generated<string>
  archived_at: string | null
  version: Generated<number>
  created_at: string
  import_id: string | null
  custom: ColumnType<unknown, string | undefined, string>
}

interface RemedyTable {
  org_id: string
  id: string
  key: string | null
  definition: Json
  is_hidden: Generated<boolean>
  created_by: string | null
  created_at: string
  version: Generated<number>
}

interface SavedViewTable {
  org_id: string
  id: string
  object: string
  name: string
  owner_id: string
  is_shared: Generated<boolean>
  definition: Json
  version: Generated<number>
  created_at: string
}

interface SessionTable {
  org_id: string
  token_hash: Buffer
  user_id: string
  created_at: string
  last_seen_at: string
  expires_at: string
  user_agent: string | null
}

interface SignalHitTable {
  org_id: string
  id: string
  lead_id: string
  rule_key: string
  at: string
  name: string
  kind: string
  subject: string
  n: number
}

interface SignalRuleTable {
  org_id: string
  key: string
  definition: Json
  is_on: Generated<boolean>
  changed_by: string
  changed_at: string
  version: Generated<number>
}

interface SiteTable {
  org_id: string
  id: string
  name: string
  is_on: Generated<boolean>
  consent: Generated<string>
  retention_days: Generated<number>
  daily_limit: Generated<number>
  pricing_paths: Generated<string[]>
  document_paths: Generated<string[]>
  secret: string
  archived_at: string | null
  created_by: string
  created_at: string
  version: Generated<number>
}

interface SiteDayTable {
  org_id: string
  site_id: string
  day: string
  kept: Generated<number>
  refused: Generated<number>
  last_at: string
}

interface SiteOriginTable {
  org_id: string
  origin: string
  site_id: string
}

interface StageTable {
  org_id: string
  id: string
  pipeline_id: string
  position: number
  key: string
  name: string
  definition: Generated<string>
  entry_criteria: Generated<string>
  exit_criteria: Generated<string>
  win_probability: string
  forecast_category: Generated<string>
  layer: Generated<string>
  color: Generated<string>
  dwell_days: number | null
  next_step_hint: Generated<string>
  archived_at: string | null
  version: Generated<number>
  dwell: Json | null
  entry_gate: Json | null
  exit_gate: Json | null
  playbook: ColumnType<unknown, string | undefined, string>
  next_step_required: Generated<boolean>
}

interface StageSuccessorTable {
  org_id: string
  stage_id: string
  successor_id: string
  pipeline_id: string
  version_n: number
}

interface StayTable {
  org_id: string
  deal_id: string
  n: number
  pipeline_id: string
  stage_id: string
  entered_at: string
  entered_known_at: string
  left_at: string | null
  left_known_at: string | null
  exit: string | null
  to_stage_id: string | null
  lost_reason_id: string | null
  owner_id: string | null
  team_id: string | null
  source_id: string | null
  risk_from: string | null
  imported: Generated<boolean>
}

interface SubstituteTable {
  org_id: string
  id: string
  user_id: string
  substitute_id: string
  from_at: string
  to_at: string
}

interface TagTable {
  org_id: string
  id: string
  name: string
  color: Generated<string>
  version: Generated<number>
}

interface TeamTable {
  org_id: string
  id: string
  parent_id: string | null
  name: string
  path: string[]
  archived_at: string | null
  version: Generated<number>
  created_at: string
  lead_user_id: string | null
}

interface TouchTable {
  org_id: string
  id: string
  at: string
  kind: string
  visitor_id: string | null
  lead_id: string | null
  campaign_id: string | null
  channel_id: string | null
  code_id: string | null
  promoter_id: string | null
  utm_source: string | null
  utm_medium: string | null
  utm_campaign: string | null
  utm_term: string | null
  utm_content: string | null
  click_id_kind: string | null
  click_id: string | null
  referrer_host: string | null
  landing_page: string | null
}

interface VisitEventTable {
  org_id: string
  at: string
  id: string
  site_id: string
  visitor_id: string
  lead_id: string | null
  kind: string
  subject: string
  title: string | null
}

interface VisitorTable {
  org_id: string
  id: string
  site_id: string
  first_at: string
  last_at: string
  lead_id: string | null
  known_by: string | null
  known_at: string | null
  seq_high: Generated<number>
  seq_bits: Generated<number>
  source_key: string | null
  source_at: string | null
}

export interface Tables {
  account: AccountTable
  action_item: ActionItemTable
  activity: ActivityTable
  alarm: AlarmTable
  alarm_feedback: AlarmFeedbackTable
  alarm_rule: AlarmRuleTable
  app_user: AppUserTable
  approval: ApprovalTable
  approval_flow: ApprovalFlowTable
  approval_task: ApprovalTaskTable
  attachment: AttachmentTable
  benchmark: BenchmarkTable
  campaign: CampaignTable
  campaign_cost: CampaignCostTable
  channel: ChannelTable
  channel_code: ChannelCodeTable
  checklist_tick: ChecklistTickTable
  comment: CommentTable
  computing: ComputingTable
  consumer_cursor: ConsumerCursorTable
  contact: ContactTable
  counter: CounterTable
  custom_funnel: CustomFunnelTable
  custom_unique: CustomUniqueTable
  custom_value: CustomValueTable
  deal: DealTable
  deal_collaborator: DealCollaboratorTable
  deal_contact: DealContactTable
  deal_product: DealProductTable
  deal_version: DealVersionTable
  event: EventTable
  field: FieldTable
  file_piece: FilePieceTable
  form: FormTable
  form_answer: FormAnswerTable
  gate_debt: GateDebtTable
  idempotency_key: IdempotencyKeyTable
  identify_use: IdentifyUseTable
  import: ImportTable
  import_change: ImportChangeTable
  import_mapping: ImportMappingTable
  import_rejection: ImportRejectionTable
  invitation: InvitationTable
  lead: LeadTable
  lead_behaviour_day: LeadBehaviourDayTable
  lead_signal: LeadSignalTable
  loss_reason: LossReasonTable
  milestone: MilestoneTable
  notification: NotificationTable
  org: OrgTable
  pipeline: PipelineTable
  pipeline_draft: PipelineDraftTable
  pipeline_version: PipelineVersionTable
  plan: PlanTable
  product: ProductTable
  remedy: RemedyTable
  saved_view: SavedViewTable
  session: SessionTable
  signal_hit: SignalHitTable
  signal_rule: SignalRuleTable
  site: SiteTable
  site_day: SiteDayTable
  site_origin: SiteOriginTable
  stage: StageTable
  stage_successor: StageSuccessorTable
  stay: StayTable
  substitute: SubstituteTable
  tag: TagTable
  team: TeamTable
  touch: TouchTable
  visit_event: VisitEventTable
  visitor: VisitorTable
}
