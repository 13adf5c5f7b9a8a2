import { defineObject, type FieldDefinition, type FieldOption, type RelationDefinition, type Words } from './catalogue.ts'

/** What conditions may ask of deals, leads, accounts and contacts. Columns are those of the tables of the same names. */

const words = (zh: string, en: string): Words => ({ zh, en })
const options = (labels: Readonly<Record<string, Words>>): FieldOption[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }))

const ownership = {
  owner: { type: 'user', label: words('负责人', 'Owner'), column: 'owner_id' },
  team: { type: 'team', label: words('团队', 'Team'), column: 'team_id' },
} satisfies Record<string, FieldDefinition>

const recorded = {
  created: { type: 'instant', label: words('创建时间', 'Created'), column: 'created_at' },
  lastActivity: { type: 'instant', label: words('最近跟进', 'Last activity'), column: 'last_activity_at' },
  tags: { type: 'tags', label: words('标签', 'Tags'), column: 'tag_ids', of: 'tag' },
} satisfies Record<string, FieldDefinition>

const source = { type: 'reference', label: words('来源', 'Source'), column: 'source_id', of: 'channel' } satisfies FieldDefinition
const account = { type: 'reference', label: words('客户', 'Account'), column: 'account_id', of: 'account' } satisfies FieldDefinition
const text = (zh: string, en: string, column: string): FieldDefinition => ({ type: 'text', label: words(zh, en), column })

const nextStep = {
  nextStep: text('下一步', 'Next step', 'next_step'),
  nextStepDue: { type: 'date', label: words('下一步日期', 'Next step due'), column: 'next_step_due' },
} satisfies Record<string, FieldDefinition>

export const activityObject = defineObject({
  name: 'activity',
  label: words('跟进', 'Activity'),
  fields: {
    kind: {
      type: 'choice',
      label: words('方式', 'Kind'),
      column: 'kind',
      options: options({
        call: words('电话', 'Call'),
        visit: words('拜访', 'Visit'),
        meeting: words('会议', 'Meeting'),
        mail: words('邮件', 'Mail'),
        wechat: words('微信', 'WeChat'),
        note: words('备注', 'Note'),
      }),
    },
    at: { type: 'instant', label: words('时间', 'Time'), column: 'at' },
    outcome: { type: 'choice', label: words('结果', 'Outcome'), column: 'outcome' },
    minutes: { type: 'number', label: words('时长（分钟）', 'Minutes'), column: 'minutes' },
    author: { type: 'user', label: words('跟进人', 'Author'), column: 'author_id' },
    body: text('内容', 'Body', 'body'),
  },
})

/** Activities belong to a subject of one of four kinds; deleted ones do not count. */
const activitiesOf = (subject: 'deal' | 'lead' | 'account' | 'contact'): RelationDefinition => ({
  label: words('跟进', 'activities'),
  table: 'activity',
  on: { subject_id: 'id' },
  filter: (alias) => `${alias}."subject_type" = '${subject}' and ${alias}."deleted_at" is null`,
  target: activityObject,
})

export const dealObject = defineObject({
  name: 'deal',
  label: words('商机', 'Deal'),
  fields: {
    title: text('商机名称', 'Title', 'title'),
    number: { type: 'number', label: words('编号', 'Number'), column: 'number' },
    pipeline: { type: 'reference', label: words('销售流程', 'Pipeline'), column: 'pipeline_id', of: 'pipeline' },
    stage: { type: 'reference', label: words('阶段', 'Stage'), column: 'stage_id', of: 'stage' },
    status: {
      type: 'choice',
      label: words('状态', 'Status'),
      column: 'status',
      options: options({ open: words('进行中', 'Open'), won: words('赢单', 'Won'), lost: words('丢单', 'Lost') }),
    },
    amount: { type: 'money', label: words('金额', 'Amount'), column: 'amount_minor' },
    currency: { type: 'choice', label: words('币种', 'Currency'), column: 'currency' },
    forecastCategory: {
      type: 'choice',
      label: words('预测类别', 'Forecast category'),
      column: 'forecast_category',
      options: options({
        pipeline: words('储备', 'Pipeline'),
        best_case: words('最佳情况', 'Best case'),
        commit: words('承诺', 'Commit'),
        omitted: words('不计入', 'Omitted'),
      }),
    },
    expectedClose: { type: 'date', label: words('预计成交日期', 'Expected close'), column: 'expected_close_on' },
    ...nextStep,
    ...ownership,
    source,
    account,
    lostReason: { type: 'reference', label: words('丢单原因', 'Loss reason'), column: 'lost_reason_id', of: 'loss_reason' },
    closed: { type: 'instant', label: words('关闭时间', 'Closed'), column: 'closed_at' },
    stageEntered: { type: 'instant', label: words('进入阶段时间', 'Stage entered'), column: 'stage_entered_at' },
    ...recorded,
  },
  relations: {
    contacts: {
      label: words('联系人', 'contacts'),
      table: 'deal_contact',
      on: { deal_id: 'id' },
      target: defineObject({
        name: 'deal_contact',
        label: words('联系人', 'Contact'),
        fields: {
          contact: { type: 'reference', label: words('联系人', 'Contact'), column: 'contact_id', of: 'contact' },
          role: { type: 'choice', label: words('决策角色', 'Role'), column: 'role' },
        },
      }),
    },
    activities: activitiesOf('deal'),
    products: {
      label: words('产品', 'products'),
      table: 'deal_product',
      on: { deal_id: 'id' },
      target: defineObject({
        name: 'deal_product',
        label: words('产品', 'Product'),
        fields: {
          product: { type: 'reference', label: words('产品', 'Product'), column: 'product_id', of: 'product' },
          quantity: { type: 'number', label: words('数量', 'Quantity'), column: 'quantity' },
          price: { type: 'money', label: words('单价', 'Price'), column: 'price_minor' },
        },
      }),
    },
  },
})

export const leadObject = defineObject({
  name: 'lead',
  label: words('线索', 'Lead'),
  fields: {
    name: text('姓名', 'Name', 'name'),
    number: { type: 'number', label: words('编号', 'Number'), column: 'number' },
    company: text('公司', 'Company', 'company'),
    title: text('职务', 'Title', 'title'),
    phone: text('电话', 'Phone', 'phone'),
    email: text('邮箱', 'Email', 'email'),
    status: {
      type: 'choice',
      label: words('状态', 'Status'),
      column: 'status',
      options: options({
        new: words('新建', 'New'),
        working: words('跟进中', 'Working'),
        nurturing: words('培育中', 'Nurturing'),
        qualified: words('已确认', 'Qualified'),
        converted: words('已转化', 'Converted'),
        invalid: words('无效', 'Invalid'),
      }),
    },
    score: { type: 'number', label: words('评分', 'Score'), column: 'score' },
    grade: { type: 'choice', label: words('评级', 'Grade'), column: 'grade' },
    source,
    ...ownership,
    ...nextStep,
    converted: { type: 'instant', label: words('转化时间', 'Converted'), column: 'converted_at' },
    ...recorded,
  },
  relations: { activities: activitiesOf('lead') },
})

export const contactObject = defineObject({
  name: 'contact',
  label: words('联系人', 'Contact'),
  fields: {
    name: text('姓名', 'Name', 'name'),
    title: text('职务', 'Title', 'title'),
    phone: text('电话', 'Phone', 'phone'),
    email: text('邮箱', 'Email', 'email'),
    account,
    ...ownership,
    ...recorded,
  },
  relations: { activities: activitiesOf('contact') },
})

export const accountObject = defineObject({
  name: 'account',
  label: words('客户', 'Account'),
  fields: {
    name: text('客户名称', 'Name', 'name'),
    industry: text('行业', 'Industry', 'industry'),
    size: text('规模', 'Size', 'size'),
    region: text('地区', 'Region', 'region'),
    source,
    ...ownership,
    openDeals: { type: 'number', label: words('进行中商机数', 'Open deals'), column: 'open_deals' },
    wonAmount: { type: 'money', label: words('赢单金额', 'Won amount'), column: 'won_amount_minor' },
    ...recorded,
  },
  relations: {
    deals: { label: words('商机', 'deals'), table: 'deal', on: { account_id: 'id' }, target: dealObject },
    contacts: { label: words('联系人', 'contacts'), table: 'contact', on: { account_id: 'id' }, target: contactObject },
    activities: activitiesOf('account'),
  },
})
