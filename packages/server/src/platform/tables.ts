// Written by tools/table-types.ts from db/migrations; do not edit.
import type { ColumnType, Generated } from 'kysely'

/** jsonb: read as any JSON, written as text so that arrays are not taken for SQL arrays. */
type Json = ColumnType<unknown, string, string>

interface AbsenceTable {
  org_id: string
  id: string
  user_id: string
  from_at: string
  to_at: string
  note: Generated<string>
  created_by: string | null
  created_at: string
}

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
  lead_id: string | null
  meeting_id: string | null
  series_id: string | null
  series_on: string | null
  is_missed: Generated<boolean>
  project_id: string | null
}

interface ActionSeriesTable {
  org_id: string
  id: string
  rule: Json
  first_on: string
  title: string
  body: Generated<string>
  assignee_id: string | null
  pipeline_id: string | null
  stage_id: string | null
  next_on: string | null
  made: Generated<number>
  missed: Generated<number>
  created_by: string
  created_at: string
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

interface AdvanceQuotaTable {
  org_id: string
  team_id: string
  per_week: number
  version: Generated<number>
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

interface AssignMemberTable {
  org_id: string
  rule_id: string
  user_id: string
  position: number
  match_values: Generated<string[]>
  turn: Generated<number>
}

interface AssignRuleTable {
  org_id: string
  id: string
  position: number
  name: string
  is_enabled: Generated<boolean>
  triggers: string[]
  condition: Json | null
  by: string
  choice: Generated<string>
  match_field: string | null
  created_by: string | null
  created_at: string
  removed_at: string | null
  version: Generated<number>
}

interface AssignSettingTable {
  org_id: string
  after_hours: Generated<string>
  version: Generated<number>
}

interface AssignWaitTable {
  org_id: string
  lead_id: string
  trigger: string
  since: string
  retry_at: string
  code: string
  trace: ColumnType<unknown, string | undefined, string>
}

interface AssigneeTable {
  org_id: string
  user_id: string
  weight: Generated<number>
  day_limit: number | null
  hand_limit: number | null
  version: Generated<number>
}

interface AssigneeQuotaTable {
  org_id: string
  user_id: string
  day: string
  taken: number
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

interface AutomationTable {
  org_id: string
  id: string
  name: string
  draft: Json
  has_unpublished: Generated<boolean>
  published_number: number | null
  active_since: string | null
  position: number
  paused_at: string | null
  paused: Json | null
  archived_at: string | null
  hook_key: string
  hook_secret: string | null
  next_at: string | null
  is_filling: Generated<boolean>
  told_at: string | null
  owner_id: string
  created_at: string
  updated_at: string
  version: Generated<number>
}

interface AutomationDueTable {
  org_id: string
  automation_id: string
  record_id: string
  key: string
  due_at: string
}

interface AutomationRunTable {
  org_id: string
  id: string
  automation_id: string
  version_number: number
  key: string
  record_type: string | null
  record_id: string | null
  cause_seq: number | null
  depth: Generated<number>
  actor_id: string | null
  occasion: string
  position: number
  is_first: Generated<boolean>
  state: Generated<string>
  reason: string | null
  is_held: Generated<boolean>
  step_id: string | null
  due_at: string | null
  at: string
  ended_at: string | null
  duration_ms: Generated<number>
  attempts: Generated<number>
  problem: string | null
  clauses: Json | null
  inputs: ColumnType<unknown, string | undefined, string>
  did: Generated<number>
  refused: Generated<number>
}

interface AutomationStepTable {
  org_id: string
  run_id: string
  n: number
  step_id: string
  type: string
  at: string
  outcome: string
  code: string | null
  detail: ColumnType<unknown, string | undefined, string>
  duration_ms: Generated<number>
  xid: Generated<string>
}

interface AutomationVersionTable {
  org_id: string
  automation_id: string
  number: number
  definition: Json
  note: Generated<string>
  published_by: string
  published_at: string
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

interface CadenceSettingTable {
  org_id: string
  limits: Json
  version: number
}

interface CalendarDayTable {
  org_id: string
  day: string
  kind: string
  note: Generated<string>
}

interface CalendarFeedTable {
  org_id: string
  user_id: string
  token_hash: Buffer
  created_at: string
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

interface CapturedEntryTable {
  org_id: string
  id: string
  user_id: string
  lead_id: string
  at: string
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

interface ChatAppTable {
  org_id: string
  id: string
  kind: string
  client_id: string | null
  agent_id: string | null
  secret_sealed: string | null
  is_on: Generated<boolean>
  problem_code: number | null
  problem: string | null
  paused_until: string | null
  last_at: string | null
  version: Generated<number>
}

interface ChatMemberTable {
  org_id: string
  kind: string
  user_id: string
  external_id: string
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
  edited_at: string | null
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
  email_key: string | null
}

interface ContentFileTable {
  org_id: string
  content_id: string
  n: number
  bytes: Buffer
}

interface ContentItemTable {
  org_id: string
  id: string
  title: string
  kind: string
  summary: Generated<string>
  url: string | null
  file_name: string | null
  file_type: string | null
  file_bytes: number | null
  industries: Generated<string[]>
  stages: Generated<string[]>
  archived_at: string | null
  created_by: string
  created_at: string
  updated_at: string
  version: Generated<number>
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

interface DaySnoozeTable {
  org_id: string
  user_id: string
  item_key: string
  until: string
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

interface DeliveryTable {
  org_id: string
  id: string
  robot_id: string | null
  webhook_id: string | null
  key: string
  type: string
  body: Json
  record_id: string | null
  place: Generated<number>
  state: Generated<string>
  attempts: Generated<number>
  created_at: string
  not_before: string
  claimed_by: string | null
  sending_at: string | null
  sent_at: string | null
  settled_at: string | null
  status: number | null
  said: string | null
  replay_of: string | null
  device_id: string | null
  app_id: string | null
  user_id: string | null
}

interface DigestTable {
  org_id: string
  user_id: string
  kind: string
  day: string
  at: string
}

interface DoorTable {
  org_id: string
  id: string
  name: string
  key: string
  secret: string
  mapping: Json
  channel_id: string | null
  campaign_id: string | null
  is_on: Generated<boolean>
  created_by: string
  created_at: string
  version: Generated<number>
}

interface DoorDeliveryTable {
  org_id: string
  id: string
  door_id: string
  at: string
  verdict: string
  code: string | null
  lead_id: string | null
  delivery: string | null
  body: string | null
}

interface DoorTakenTable {
  org_id: string
  door_id: string
  key: string
  lead_id: string | null
  expires_at: string
}

interface EffortPolicyTable {
  org_id: string
  attempts: number
  over_days: number
  exempt_roles: Generated<string[]>
  plan_days: number[]
  version: Generated<number>
}

interface EffortRefusalTable {
  org_id: string
  id: string
  lead_id: string
  user_id: string
  at: string
  reason: string
  attempts: number
  over_days: number
}

interface EnrolmentTable {
  org_id: string
  id: string
  sequence_id: string
  version_number: number
  lead_id: string
  state: string
  step_id: string | null
  due_at: string | null
  waits_for: Generated<string>
  entered_at: string
  ended_at: string | null
  exit_reason: string | null
  source: string
  created_by: string | null
  failures: Generated<number>
  problem: string | null
}

interface EnrolmentStepTable {
  org_id: string
  enrolment_id: string
  step_id: string
  sequence_id: string
  version_number: number
  n: number
  at: string
  outcome: string
  detail: ColumnType<unknown, string | undefined, string>
}

interface EscalationTable {
  org_id: string
  id: string
  chain_id: string
  kind: string
  subject_type: string | null
  subject_id: string
  noticed_at: string
  data: Json
  user_ids: string[]
  counts: string
  until: string
  steps: Json
  next_step: Generated<number>
  due_at: string | null
  state: string
  ended_because: string | null
  ended_at: string | null
}

interface EscalationChainTable {
  org_id: string
  id: string
  preset: string | null
  name: string
  kinds: string[]
  is_high_only: Generated<boolean>
  is_on: Generated<boolean>
  counts: string
  until: string
  steps: Json
  created_at: string
  version: Generated<number>
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

interface ExperimentTable {
  org_id: string
  id: string
  name: string
  state: string
  definition: Json
  owner_id: string
  created_at: string
  updated_at: string
  started_at: string | null
  ended_at: string | null
  plan: Json | null
  verdict: Json | null
  told: string | null
  conclusion: Json | null
  version: Generated<number>
}

interface ExperimentEntryTable {
  org_id: string
  experiment_id: string
  deal_id: string
  arm: string
  entered_at: string
  amount_minor: number | null
  currency: string
  source_id: string | null
  owner_id: string | null
  item_ids: Generated<string[]>
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

interface FitModelTable {
  org_id: string
  id: string
  status: string
  asked_by: string | null
  started_at: string
  finished_at: string | null
  learnt_from: string | null
  learnt_to: string | null
  window_days: number
  leads: number | null
  converted: number | null
  refusal: Json | null
  model: Json | null
  report: Json | null
}

interface FollowTable {
  org_id: string
  subject_type: string
  subject_id: string
  user_id: string
  is_on: boolean
  seen_at: string
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

interface FormDayTable {
  org_id: string
  form_id: string
  day: string
  views: Generated<number>
  starts: Generated<number>
}

interface FormSubmissionTable {
  org_id: string
  id: string
  form_id: string
  form_version: number
  at: string
  verdict: string
  reasons: Generated<string[]>
  answers: Json
  language: string
  consent_version: number | null
  consent_text: string | null
  lead_id: string | null
  proof: string
  content_hash: Buffer
  page: string | null
  released_by: string | null
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

interface HandOverTable {
  org_id: string
  id: string
  lead_id: string
  at: string
  by_id: string | null
  rule_id: string | null
  to_id: string
  team_id: string | null
  status: Generated<string>
  decided_at: string | null
  decided_by: string | null
  reason: string | null
  note: Generated<string>
  seen_at: string | null
  seen_by: string | null
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

interface LanguageModelTable {
  org_id: string
  is_on: Generated<boolean>
  base_url: string | null
  model: string | null
  key_sealed: string | null
  version: Generated<number>
}

interface LanguageModelUseTable {
  org_id: string
  id: string
  user_id: string
  at: string
  kind: string
  outcome: string
  model: string
  prompt_tokens: number | null
  answer_tokens: number | null
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
  email_key: string | null
  merged_into: string | null
  grade: string | null
  mql_at: string | null
  sql_at: string | null
  owned_at: string | null
  pool_id: string | null
  pooled_at: string | null
  former_owner_id: string | null
  recycle_warned_at: string | null
  is_hidden: Generated<boolean>
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

interface LeadMergeTable {
  org_id: string
  id: string
  kept_id: string
  merged_id: string
  at: string
  merged_by: string | null
  rule_id: string | null
  rule_name: string | null
  score: number
  reasons: Json
  written: Json
  merged_row: Json
  moved: Json
  undone_at: string | null
  undone_by: string | null
}

interface LeadPairTable {
  org_id: string
  id: string
  low_id: string
  high_id: string
  score: number
  reasons: Json
  found_at: string
  dismissed_by: string | null
  dismissed_at: string | null
}

interface LeadPointsTable {
  org_id: string
  lead_id: string
  points: number
}

interface LeadPoolTable {
  org_id: string
  id: string
  position: number
  name: string
  team_id: string | null
  pick_per_day: number | null
  hand_limit: number | null
  cool_down_days: Generated<number>
  recycle_days: number | null
  warn_days: Generated<number>
  takes_team_leads: Generated<boolean>
  hides_details: Generated<boolean>
  archived_at: string | null
  created_by: string | null
  created_at: string
  version: Generated<number>
}

interface LeadScoreTable {
  org_id: string
  lead_id: string
  version_n: number
  score: number
  grade: string
  is_ready: boolean
  fit: number
  behaviour: number
  icp: number | null
  chance: number | null
  sums: Json
  scored_on: string
  next_on: string | null
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

interface MailSettingTable {
  org_id: string
  host: string | null
  port: Generated<number>
  security: Generated<string>
  username: string | null
  password_sealed: string | null
  senders: ColumnType<unknown, string | undefined, string>
  per_minute: Generated<number>
  per_day: Generated<number>
  send_from: Generated<string>
  send_to: Generated<string>
  work_days_only: Generated<boolean>
  cap_mails: Generated<number>
  cap_days: Generated<number>
  bounce_address: string | null
  origin: string | null
  footer: Generated<string>
  problem: Json | null
  paused_until: string | null
  version: Generated<number>
}

interface MailTemplateTable {
  org_id: string
  id: string
  name: string
  subject: string
  preheader: Generated<string>
  format: Generated<string>
  body: string
  archived_at: string | null
  created_by: string
  created_at: string
  updated_at: string
  version: Generated<number>
}

interface MailboxTable {
  org_id: string
  id: string
  name: string
  host: string
  port: number
  security: string
  username: string
  password_sealed: string | null
  folder: Generated<string>
  takes_leads: boolean
  takes_answers: boolean
  channel_id: string | null
  campaign_id: string | null
  owner_id: string | null
  marks_seen: Generated<boolean>
  is_on: Generated<boolean>
  read_from: string
  uid_validity: number | null
  last_uid: Generated<number>
  polled_at: string | null
  problem: Json | null
  failures: Generated<number>
  next_poll_at: string
  created_by: string
  created_at: string
  version: Generated<number>
}

interface MailboxMailTable {
  org_id: string
  id: string
  mailbox_id: string
  mail_key: string
  at: string
  verdict: string
  code: string | null
  sender: string | null
  subject: string | null
  lead_id: string | null
}

interface MeetingTable {
  org_id: string
  id: string
  series_id: string
  status: string
  planned_at: string
  opened_at: string | null
  closed_at: string | null
  agenda: Json | null
  minutes: Json | null
  presenter_id: string | null
  section: string | null
  running_since: string | null
  spent: ColumnType<unknown, string | undefined, string>
}

interface MeetingAttendanceTable {
  org_id: string
  meeting_id: string
  user_id: string
  joined_at: string
}

interface MeetingMemberTable {
  org_id: string
  series_id: string
  user_id: string
}

interface MeetingNoteTable {
  org_id: string
  meeting_id: string
  section: string
  user_id: string
  body: string
  version: number
  changed_at: string
}

interface MeetingSeriesTable {
  org_id: string
  id: string
  name: string
  pipeline_id: string
  team_id: string | null
  facilitator_id: string
  cadence: string
  first_on: string
  at_time: string
  section_minutes: Generated<number>
  archived_at: string | null
  created_by: string
  created_at: string
  version: Generated<number>
}

interface MergeRuleTable {
  org_id: string
  id: string
  position: number
  name: string
  condition: Generated<string>
  min_score: number
  keep: string
  is_enabled: Generated<boolean>
  created_by: string
  created_at: string
  version: Generated<number>
}

interface MessagePreferenceTable {
  org_id: string
  user_id: string
  kinds: ColumnType<unknown, string | undefined, string>
  quiet_from: Generated<string>
  quiet_to: Generated<string>
  is_quiet_on_days_off: Generated<boolean>
  brief_at: string | null
  wants_weekly: Generated<boolean>
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
  done_at: string | null
  snoozed_until: string | null
  routed_at: string | null
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

interface OutboxTable {
  org_id: string
  id: string
  enrolment_id: string | null
  step_id: string | null
  variant_id: string | null
  sequence_id: string | null
  version_number: number | null
  lead_id: string | null
  message_id: string
  to_address: string
  address_key: string
  sender_id: string | null
  subject: string
  html: string
  body_text: string
  state: Generated<string>
  queued_at: string
  not_before: string
  waits_for: string | null
  claimed_at: string | null
  claimed_by: string | null
  sending_at: string | null
  settled_at: string | null
  sent_at: string | null
  attempts: Generated<number>
  said: string | null
  opened_at: string | null
  opens: Generated<number>
  clicked_at: string | null
  clicks: Generated<number>
  replied_at: string | null
  unsubscribed_at: string | null
  user_id: string | null
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

interface PoolPickTable {
  org_id: string
  id: string
  pool_id: string
  lead_id: string
  user_id: string
  given_by: string | null
  at: string
}

interface PoolQuotaTable {
  org_id: string
  pool_id: string
  user_id: string
  day: string
  taken: Generated<number>
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

interface ProjectTable {
  org_id: string
  id: string
  name: string
  account_id: string
  deal_id: string | null
  template_id: string | null
  template: Json | null
  template_version: number | null
  state: string
  owner_id: string
  starts_on: string
  notes: Generated<string>
  checklist: ColumnType<unknown, string | undefined, string>
  hand_over_to: string | null
  hand_over_by: string | null
  hand_over_status: string | null
  handed_over_at: string | null
  hand_over_decided_at: string | null
  hand_over_note: Generated<string>
  is_automatic: Generated<boolean>
  created_by: string
  created_at: string
  ended_at: string | null
  ended_by: string | null
  outcome: Generated<string>
  version: Generated<number>
}

interface ProjectTaskTable {
  org_id: string
  item_id: string
  project_id: string
  phase: string
  position: number
  days: number | null
  unit: string
  planned_on: string | null
  unfilled: string | null
  is_skipped_by_end: Generated<boolean>
}

interface ProjectTemplateTable {
  org_id: string
  id: string
  name: string
  description: Generated<string>
  definition: Json
  archived_at: string | null
  created_at: string
  version: Generated<number>
}

interface PublicFormTable {
  org_id: string
  id: string
  key: string
  name: string
  draft: Json
  published_no: number | null
  closed_at: string | null
  archived_at: string | null
  owner_id: string
  team_id: string | null
  created_by: string
  created_at: string
  version: Generated<number>
}

interface PublicFormFileTable {
  org_id: string
  id: string
  form_id: string
  name: string
  media_type: string
  size_bytes: number
  sha256: Buffer
  uploaded_by: string
  created_at: string
}

interface PublicFormVersionTable {
  org_id: string
  form_id: string
  no: number
  definition: Json
  consent_version: Generated<number>
  published_by: string
  published_at: string
}

interface PushDeviceTable {
  org_id: string
  id: string
  user_id: string
  endpoint_digest: Buffer
  subscription_sealed: string
  host: string
  name: string
  public_key: string
  problem: string | null
  created_at: string
  last_at: string | null
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

interface RescoreTable {
  org_id: string
  id: string
  version_n: number
  status: string
  because: string
  after_id: Generated<string>
  done: Generated<number>
  total: number
  became_ready: Generated<number>
  ceased: Generated<number>
  asked_by: string | null
  started_at: string
  finished_at: string | null
}

interface ResponseClockTable {
  org_id: string
  id: string
  lead_id: string
  owner_id: string
  team_id: string | null
  source_id: string | null
  n: number
  first_started_at: string
  started_at: string
  target_minutes: number
  due_at: string | null
  remind_at: string | null
  escalate_at: string | null
  reassign_at: string | null
  reminded_at: string | null
  breached_at: string | null
  escalated_at: string | null
  reassigned_at: string | null
  next_at: string | null
  met_at: string | null
  minutes: number | null
  total_minutes: number | null
  ended_at: string | null
  end_reason: string | null
}

interface ResponsePolicyTable {
  org_id: string
  is_on: Generated<boolean>
  spans: ColumnType<unknown, string | undefined, string>
  target_minutes: Generated<number>
  remind_before_minutes: number | null
  escalate_after_minutes: number | null
  reassign_after_minutes: number | null
  kinds: Generated<string[]>
  version: Generated<number>
}

interface RobotTable {
  org_id: string
  id: string
  name: string
  kind: string
  address_sealed: string
  host: string
  secret_sealed: string | null
  team_id: string | null
  is_on: Generated<boolean>
  problem: string | null
  paused_until: string | null
  last_at: string | null
  created_by: string
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

interface ScoreSetupTable {
  org_id: string
  draft: Json | null
  draft_by: string | null
  draft_at: string | null
  draft_version: Generated<number>
  version_n: number | null
  model_points: number | null
}

interface ScoreStepTable {
  org_id: string
  lead_id: string
  id: string
  at: string
  because: string
  what: ColumnType<unknown, string | undefined, string>
  from_score: number | null
  score: number
  from_grade: string | null
  grade: string
  is_ready: boolean
  version_n: number
}

interface ScoreVersionTable {
  org_id: string
  n: number
  rules: Json
  note: Generated<string>
  published_by: string | null
  published_at: string
}

interface ScreenRuleTable {
  org_id: string
  id: string
  position: number
  name: string
  condition: string
  action: string
  tag_id: string | null
  is_enabled: Generated<boolean>
  created_by: string
  created_at: string
  version: Generated<number>
}

interface ScreenedLeadTable {
  org_id: string
  lead_id: string
  at: string
  verdict: string
  rule_id: string | null
  rule_name: string | null
  decision: string | null
  decided_by: string | null
  decided_at: string | null
}

interface SequenceTable {
  org_id: string
  id: string
  name: string
  draft: Json
  has_unpublished: Generated<boolean>
  published_number: number | null
  paused_at: string | null
  archived_at: string | null
  owner_id: string
  created_at: string
  updated_at: string
  version: Generated<number>
}

interface SequenceVersionTable {
  org_id: string
  sequence_id: string
  number: number
  definition: Json
  templates: Json
  note: Generated<string>
  published_by: string
  published_at: string
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

interface SuppressionTable {
  org_id: string
  address_key: string
  id: string
  reason: string
  note: Generated<string>
  at: string
  created_by: string | null
}

interface TagTable {
  org_id: string
  id: string
  name: string
  color: Generated<string>
  version: Generated<number>
}

interface TakeOverTable {
  org_id: string
  id: string
  deal_id: string
  taken_by: string
  owner_id: string
  reason: string
  until_on: string
  taken_at: string
  reminded_at: string | null
  ended_at: string | null
  ended_by: string | null
  outcome: string | null
  note: Generated<string>
}

interface TalkPlaceTable {
  org_id: string
  id: string
  kind: string
  key: string
  meeting_id: string | null
  created_at: string
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

interface TrackedLinkTable {
  org_id: string
  id: string
  url: string | null
  content_id: string | null
  mail_id: string | null
  lead_id: string | null
  created_by: string | null
  created_at: string
  clicks: Generated<number>
  first_click_at: string | null
  last_click_at: string | null
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
  site_id: string | null
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

interface WebhookTable {
  org_id: string
  id: string
  name: string
  url: string
  secret_sealed: string
  event_types: string[]
  condition: Json | null
  owner_id: string
  is_on: Generated<boolean>
  off_because: string | null
  failing_since: string | null
  last_at: string | null
  created_at: string
  version: Generated<number>
}

interface WecomContactTable {
  org_id: string
  external_userid: string
  unionid: string | null
  lead_id: string
  created_at: string
  left_at: string | null
}

interface WecomContactWayTable {
  org_id: string
  id: string
  code_id: string
  config_id: string | null
  userids: string[]
  qr_url: string | null
  qr_image: string | null
  created_by: string
  created_at: string
  ended_at: string | null
  deleted_at: string | null
}

interface WecomInboxTable {
  org_id: string
  id: string
  digest: Buffer
  at: string
  change: string
  userid: string | null
  external_userid: string | null
  state_key: string | null
  happened_at: string
  state: string
  attempts: Generated<number>
  not_before: string
  errcode: number | null
  lead_id: string | null
  settled_at: string | null
}

interface WecomMemberTable {
  org_id: string
  userid: string
  user_id: string
}

interface WecomNonceTable {
  org_id: string
  key: string
  digest: Buffer | null
  expires_at: string
}

interface WecomSettingTable {
  org_id: string
  corp_id: string | null
  secret_sealed: string | null
  token_sealed: string | null
  aes_key_sealed: string | null
  channel_id: string | null
  is_on: Generated<boolean>
  problem_code: number | null
  problem_at: string | null
  paused_until: string | null
  verified_at: string | null
  told_at: string | null
  version: Generated<number>
}

export interface Tables {
  absence: AbsenceTable
  account: AccountTable
  action_item: ActionItemTable
  action_series: ActionSeriesTable
  activity: ActivityTable
  advance_quota: AdvanceQuotaTable
  alarm: AlarmTable
  alarm_feedback: AlarmFeedbackTable
  alarm_rule: AlarmRuleTable
  app_user: AppUserTable
  approval: ApprovalTable
  approval_flow: ApprovalFlowTable
  approval_task: ApprovalTaskTable
  assign_member: AssignMemberTable
  assign_rule: AssignRuleTable
  assign_setting: AssignSettingTable
  assign_wait: AssignWaitTable
  assignee: AssigneeTable
  assignee_quota: AssigneeQuotaTable
  attachment: AttachmentTable
  automation: AutomationTable
  automation_due: AutomationDueTable
  automation_run: AutomationRunTable
  automation_step: AutomationStepTable
  automation_version: AutomationVersionTable
  benchmark: BenchmarkTable
  cadence_setting: CadenceSettingTable
  calendar_day: CalendarDayTable
  calendar_feed: CalendarFeedTable
  campaign: CampaignTable
  campaign_cost: CampaignCostTable
  captured_entry: CapturedEntryTable
  channel: ChannelTable
  channel_code: ChannelCodeTable
  chat_app: ChatAppTable
  chat_member: ChatMemberTable
  checklist_tick: ChecklistTickTable
  comment: CommentTable
  computing: ComputingTable
  consumer_cursor: ConsumerCursorTable
  contact: ContactTable
  content_file: ContentFileTable
  content_item: ContentItemTable
  counter: CounterTable
  custom_funnel: CustomFunnelTable
  custom_unique: CustomUniqueTable
  custom_value: CustomValueTable
  day_snooze: DaySnoozeTable
  deal: DealTable
  deal_collaborator: DealCollaboratorTable
  deal_contact: DealContactTable
  deal_product: DealProductTable
  deal_version: DealVersionTable
  delivery: DeliveryTable
  digest: DigestTable
  door: DoorTable
  door_delivery: DoorDeliveryTable
  door_taken: DoorTakenTable
  effort_policy: EffortPolicyTable
  effort_refusal: EffortRefusalTable
  enrolment: EnrolmentTable
  enrolment_step: EnrolmentStepTable
  escalation: EscalationTable
  escalation_chain: EscalationChainTable
  event: EventTable
  experiment: ExperimentTable
  experiment_entry: ExperimentEntryTable
  field: FieldTable
  file_piece: FilePieceTable
  fit_model: FitModelTable
  follow: FollowTable
  form: FormTable
  form_answer: FormAnswerTable
  form_day: FormDayTable
  form_submission: FormSubmissionTable
  gate_debt: GateDebtTable
  hand_over: HandOverTable
  idempotency_key: IdempotencyKeyTable
  identify_use: IdentifyUseTable
  import: ImportTable
  import_change: ImportChangeTable
  import_mapping: ImportMappingTable
  import_rejection: ImportRejectionTable
  invitation: InvitationTable
  language_model: LanguageModelTable
  language_model_use: LanguageModelUseTable
  lead: LeadTable
  lead_behaviour_day: LeadBehaviourDayTable
  lead_merge: LeadMergeTable
  lead_pair: LeadPairTable
  lead_points: LeadPointsTable
  lead_pool: LeadPoolTable
  lead_score: LeadScoreTable
  lead_signal: LeadSignalTable
  loss_reason: LossReasonTable
  mail_setting: MailSettingTable
  mail_template: MailTemplateTable
  mailbox: MailboxTable
  mailbox_mail: MailboxMailTable
  meeting: MeetingTable
  meeting_attendance: MeetingAttendanceTable
  meeting_member: MeetingMemberTable
  meeting_note: MeetingNoteTable
  meeting_series: MeetingSeriesTable
  merge_rule: MergeRuleTable
  message_preference: MessagePreferenceTable
  milestone: MilestoneTable
  notification: NotificationTable
  org: OrgTable
  outbox: OutboxTable
  pipeline: PipelineTable
  pipeline_draft: PipelineDraftTable
  pipeline_version: PipelineVersionTable
  plan: PlanTable
  pool_pick: PoolPickTable
  pool_quota: PoolQuotaTable
  product: ProductTable
  project: ProjectTable
  project_task: ProjectTaskTable
  project_template: ProjectTemplateTable
  public_form: PublicFormTable
  public_form_file: PublicFormFileTable
  public_form_version: PublicFormVersionTable
  push_device: PushDeviceTable
  remedy: RemedyTable
  rescore: RescoreTable
  response_clock: ResponseClockTable
  response_policy: ResponsePolicyTable
  robot: RobotTable
  saved_view: SavedViewTable
  score_setup: ScoreSetupTable
  score_step: ScoreStepTable
  score_version: ScoreVersionTable
  screen_rule: ScreenRuleTable
  screened_lead: ScreenedLeadTable
  sequence: SequenceTable
  sequence_version: SequenceVersionTable
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
  suppression: SuppressionTable
  tag: TagTable
  take_over: TakeOverTable
  talk_place: TalkPlaceTable
  team: TeamTable
  touch: TouchTable
  tracked_link: TrackedLinkTable
  visit_event: VisitEventTable
  visitor: VisitorTable
  webhook: WebhookTable
  wecom_contact: WecomContactTable
  wecom_contact_way: WecomContactWayTable
  wecom_inbox: WecomInboxTable
  wecom_member: WecomMemberTable
  wecom_nonce: WecomNonceTable
  wecom_setting: WecomSettingTable
}
