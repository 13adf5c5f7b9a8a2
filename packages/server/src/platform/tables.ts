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

interface ChannelTable {
  org_id: string
  id: string
  parent_id: string | null
  key: string | null
  name: string
  archived_at: string | null
  version: Generated<number>
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

interface FilePieceTable {
  org_id: string
  file_id: string
  n: number
  bytes: Buffer
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
}

export interface Tables {
  account: AccountTable
  activity: ActivityTable
  app_user: AppUserTable
  attachment: AttachmentTable
  channel: ChannelTable
  comment: CommentTable
  consumer_cursor: ConsumerCursorTable
  contact: ContactTable
  counter: CounterTable
  deal: DealTable
  deal_collaborator: DealCollaboratorTable
  deal_contact: DealContactTable
  deal_product: DealProductTable
  deal_version: DealVersionTable
  event: EventTable
  file_piece: FilePieceTable
  idempotency_key: IdempotencyKeyTable
  import: ImportTable
  import_change: ImportChangeTable
  import_mapping: ImportMappingTable
  import_rejection: ImportRejectionTable
  invitation: InvitationTable
  lead: LeadTable
  loss_reason: LossReasonTable
  org: OrgTable
  pipeline: PipelineTable
  product: ProductTable
  saved_view: SavedViewTable
  session: SessionTable
  stage: StageTable
  stay: StayTable
  tag: TagTable
  team: TeamTable
}
