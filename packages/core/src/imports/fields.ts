/** What a file can hold, and the fields of each kind. */
export const importKinds = ['deals', 'leads', 'accounts', 'contacts', 'products', 'events'] as const
export type ImportKind = (typeof importKinds)[number]

/** How a field's cells are read. `name`: names something that may exist already (a user, a product, a stage). */
export type FieldType = 'line' | 'prose' | 'date' | 'money' | 'currency' | 'number' | 'phone' | 'email' | 'tags' | 'name' | 'any'

export interface Field {
  type: FieldType
  zh: string
  en: string
  /** Header names, the most telling first. Compared without case, width, blanks and punctuation. */
  names: readonly string[]
  /** How much a column of this field says about the kind of the file. */
  weight?: number
  /** More than one column may go here. */
  many?: true
}

const key: Field = { type: 'line', zh: '编号', en: 'Key', names: ['编号', '外部编号', 'id', '唯一标识', '记录id', 'key', '序列号', 'external id', 'record id', 'number', 'no'], weight: 0.1 }
const owner: Field = { type: 'name', zh: '负责人', en: 'Owner', names: ['负责人', '销售', '销售员', '销售人员', '销售负责人', '业务员', '客户经理', '跟进人', '所有人', '归属人', '销售代表', '销售经理', 'owner', 'sales_agent', 'sales rep', 'salesperson', 'opportunity owner', 'deal owner', 'lead owner', 'account owner', 'contact owner', 'assigned to', 'assignee', 'agent', 'rep', 'responsible', 'case:responsible'] }
const source: Field = { type: 'name', zh: '来源', en: 'Source', names: ['来源', '线索来源', '商机来源', '客户来源', '渠道', '来源渠道', '获客渠道', 'source', 'lead_source', 'channel', 'case:channel', 'original source', 'utm_source', 'origin', 'lead origin', '推广渠道'], weight: 0.4 }
const phone: Field = { type: 'phone', zh: '电话', en: 'Phone', names: ['手机', '手机号', '手机号码', '电话', '联系电话', '电话号码', '联系人电话', '移动电话', 'phone', 'mobile', 'phone number', 'mobile phone', 'telephone', 'tel', 'cell', 'contact phone', 'contact phone number', '座机', '固话', '联系方式'] }
const email: Field = { type: 'email', zh: '邮箱', en: 'E-mail', names: ['邮箱', '电子邮箱', '电子邮件', '邮件', '邮箱地址', '联系人邮箱', 'email', 'e-mail', 'email address', 'mail', 'contact email'] }
const note: Field = { type: 'prose', zh: '备注', en: 'Note', names: ['备注', '说明', '描述', '备注信息', '跟进记录', 'note', 'notes', 'remark', 'remarks', 'comment', 'comments', 'description', 'memo'], many: true }
const tags: Field = { type: 'tags', zh: '标签', en: 'Tags', names: ['标签', '客户标签', '商机标签', 'tags', 'tag', 'labels', 'label'], many: true }
const created: Field = { type: 'date', zh: '创建时间', en: 'Created', names: ['创建时间', '创建日期', '录入时间', '录入日期', '登记日期', '建档时间', '开始日期', '开始时间', '商机创建时间', '线索创建时间', '立项日期', 'created', 'created at', 'created date', 'create date', 'creation date', 'created on', 'date created', 'open date', 'opened', 'start date', 'engage_date', 'date'] }
const accountName: Field = { type: 'line', zh: '客户名称', en: 'Account', names: ['客户名称', '客户', '公司名称', '公司', '企业名称', '企业', '单位名称', '单位', '客户公司', '所属客户', 'account', 'account name', 'company', 'company name', 'customer', 'customer name', 'organization', 'organisation', 'client', 'organization name'] }
const custom: Field = { type: 'any', zh: '自定义字段', en: 'Custom field', names: [], many: true }
const wechat: Field = { type: 'line', zh: '微信', en: 'WeChat', names: ['微信', '微信号', 'wechat', 'wechat id', 'weixin'] }
const amount: Field = { type: 'money', zh: '金额', en: 'Amount', names: ['金额', '商机金额', '预计金额', '合同金额', '成交金额', '预计成交金额', '销售金额', '订单金额', '签约金额', '预算', '预算金额', '报价', 'amount', 'close_value', 'deal value', 'value', 'opportunity amount', 'deal amount', 'expected revenue', 'revenue', 'price', 'total', 'contract value', 'amount_req', 'case:amount_req', 'case:amount', 'acv', 'tcv', 'arr'], weight: 1 }
const currency: Field = { type: 'currency', zh: '币种', en: 'Currency', names: ['币种', '货币', 'currency', 'currency code', 'currency iso code'] }
const product: Field = { type: 'name', zh: '产品', en: 'Product', names: ['产品', '产品名称', '意向产品', '商品', '商品名称', '产品型号', 'product', 'product name', 'item', 'sku', 'package'], weight: 0.2 }
const website: Field = { type: 'line', zh: '网站', en: 'Website', names: ['网站', '网址', '官网', '公司网址', 'website', 'url', 'domain', 'homepage', 'web'], weight: 0.5 }
const industry: Field = { type: 'line', zh: '行业', en: 'Industry', names: ['行业', '所属行业', '客户行业', 'industry', 'sector', 'vertical'], weight: 0.8 }
const region: Field = { type: 'line', zh: '地区', en: 'Region', names: ['地区', '区域', '省份', '省', '城市', '所在地', '地址', '所在地区', 'region', 'city', 'country', 'state', 'location', 'office_location', 'territory', 'address'], weight: 0.3 }
const jobTitle: Field = { type: 'line', zh: '职位', en: 'Job title', names: ['职位', '职务', '岗位', 'job title', 'title', 'position', 'role'], weight: 0.6 }

export const fields = {
  deals: {
    key: { ...key, names: ['商机编号', '项目编号', '商机id', '机会编号', '订单编号', '单号', 'opportunity_id', 'opportunity id', 'deal id', 'deal_id', 'opp id', 'record id', ...key.names], weight: 0.2 },
    title: { type: 'line', zh: '商机名称', en: 'Title', names: ['商机名称', '商机', '商机标题', '项目名称', '机会名称', '销售机会', '项目', '名称', '标题', 'opportunity name', 'opportunity', 'deal name', 'deal', 'deal title', 'title', 'name', 'subject', 'case:title'], weight: 0.5 },
    accountName,
    contactName: { type: 'line', zh: '联系人', en: 'Contact', names: ['联系人', '联系人姓名', '客户联系人', '主要联系人', 'contact', 'contact name', 'contact person', 'primary contact'] },
    phone, email,
    pipeline: { type: 'name', zh: '销售流程', en: 'Pipeline', names: ['销售流程', '管道', '业务线', '商机类型', 'pipeline', 'sales process', 'record type'], weight: 0.5 },
    stage: { type: 'name', zh: '阶段', en: 'Stage', names: ['阶段', '商机阶段', '销售阶段', '当前阶段', '项目阶段', '商机状态', '跟进阶段', 'stage', 'deal_stage', 'deal stage', 'sales stage', 'stage name', 'opportunity stage', 'pipeline stage', 'phase'], weight: 1.4 },
    outcome: { type: 'name', zh: '结果', en: 'Outcome', names: ['结果', '赢单状态', '成交状态', '输赢', '是否成交', '是否赢单', '成单结果', '商机结果', 'outcome', 'result', 'status', 'deal status', 'won', 'is won', 'won/lost', 'win loss', '状态'], weight: 0.5 },
    amount, currency,
    createdAt: created,
    closedAt: { type: 'date', zh: '关闭时间', en: 'Closed', names: ['关闭时间', '关闭日期', '成交时间', '成交日期', '实际成交日期', '结束时间', '结束日期', '赢单日期', '签约日期', '签约时间', '实际关闭日期', '结单日期', 'close_date', 'close date', 'closed', 'closed at', 'closed date', 'actual close date', 'won date', 'end date', 'closed on', 'date closed'], weight: 0.7 },
    expectedCloseOn: { type: 'date', zh: '预计成交日期', en: 'Expected close', names: ['预计成交日期', '预计成交时间', '预计签约日期', '预计结单日期', '预计签单日期', '预计关闭日期', '预计完成日期', '预计成单日期', 'expected close date', 'expected close', 'estimated close date', 'forecast close date', 'expected closing', 'target close date', 'est close date'], weight: 0.9 },
    stageEnteredAt: { type: 'date', zh: '进入阶段的时间', en: 'Entered stage', names: [], many: true },
    closedFromStage: { type: 'name', zh: '关闭前阶段', en: 'Stage before closing', names: ['关闭前阶段', '丢单阶段', '输单阶段', '流失阶段', '丢单时阶段', 'lost stage', 'stage before close', 'closed from stage', 'last stage', 'previous stage', 'stage lost', 'lost at stage', 'last active stage'] },
    owner, source, product,
    lostReason: { type: 'name', zh: '丢单原因', en: 'Loss reason', names: ['丢单原因', '输单原因', '失败原因', '流失原因', '战败原因', '输单分析', 'loss reason', 'lost reason', 'reason lost', 'closed lost reason', 'reason', 'lost because'], weight: 0.7 },
    competitor: { type: 'line', zh: '竞争对手', en: 'Competitor', names: ['竞争对手', '竞品', '竞争者', 'competitor', 'competitors', 'lost to'] },
    winProbability: { type: 'number', zh: '赢单概率', en: 'Win probability', names: ['赢单概率', '赢率', '成交概率', '可能性', '成功率', 'probability', 'win probability', 'win rate', 'confidence'], weight: 0.4 },
    nextStep: { type: 'line', zh: '下一步', en: 'Next step', names: ['下一步', '下一步计划', '下一步行动', '后续计划', 'next step', 'next steps', 'next action'] },
    nextStepDue: { type: 'date', zh: '下一步日期', en: 'Next step due', names: ['下一步日期', '下次跟进时间', '下次跟进日期', '下次联系时间', 'next step date', 'next activity date', 'next follow up', 'follow up date'] },
    note, tags, custom,
  },
  leads: {
    key: { ...key, names: ['线索编号', '线索id', 'lead id', 'lead_id', 'prospect id', 'lead number', ...key.names] },
    name: { type: 'line', zh: '姓名', en: 'Name', names: ['姓名', '线索名称', '线索', '联系人', '联系人姓名', '客户姓名', '称呼', 'name', 'lead name', 'full name', 'contact name', 'contact', 'first name'], weight: 0.2 },
    company: { ...accountName, zh: '公司', en: 'Company' },
    title: jobTitle, phone, email, wechat,
    status: { type: 'name', zh: '线索状态', en: 'Status', names: ['线索状态', '跟进状态', '状态', 'lead status', 'status', 'lead stage', 'converted', 'is converted', '是否转化', '是否转换', '是否有效'], weight: 0.7 },
    source: { ...source, weight: 0.8 },
    sourceDetail: { type: 'line', zh: '来源明细', en: 'Source detail', names: ['来源明细', '活动名称', '广告计划', '关键词', '落地页', 'campaign', 'source detail', 'utm_campaign', 'keyword', 'medium', 'utm_medium', 'landing page'], weight: 0.4 },
    owner, createdAt: created,
    note, tags, custom,
  },
  accounts: {
    key: { ...key, names: ['客户编号', '客户id', '客户编码', '统一社会信用代码', '信用代码', '税号', 'account id', 'account number', 'customer id', 'company id', ...key.names] },
    name: { ...accountName, weight: 0.9 },
    industry,
    size: { type: 'line', zh: '规模', en: 'Size', names: ['规模', '人员规模', '员工人数', '企业规模', '公司规模', '员工数', '人数', 'employees', 'size', 'company size', 'number of employees', 'headcount'], weight: 0.6 },
    region: { ...region, weight: 0.5 },
    website, phone, owner, source,
    createdAt: created, note, tags, custom,
  },
  contacts: {
    key: { ...key, names: ['联系人编号', '联系人id', 'contact id', 'person id', ...key.names] },
    name: { type: 'line', zh: '姓名', en: 'Name', names: ['姓名', '联系人', '联系人姓名', '名字', 'name', 'full name', 'contact name', 'contact', 'person'], weight: 0.7 },
    accountName: { ...accountName, weight: 0.3 },
    title: jobTitle,
    department: { type: 'line', zh: '部门', en: 'Department', names: ['部门', '所在部门', '科室', 'department', 'dept', 'team'], weight: 0.5 },
    phone: { ...phone, weight: 0.6 },
    email: { ...email, weight: 0.6 },
    wechat: { ...wechat, weight: 0.4 },
    owner, createdAt: created, note, tags, custom,
  },
  products: {
    key: { ...key, names: ['产品编号', '产品编码', '商品编码', '产品代码', '物料编码', 'product code', 'product id', 'sku', 'code', 'item number', ...key.names], weight: 0.2 },
    name: { ...product, zh: '产品名称', en: 'Name', names: [...product.names, '名称', 'name'], weight: 0.7 },
    family: { type: 'line', zh: '系列', en: 'Family', names: ['系列', '产品系列', '产品分类', '产品线', '类别', '分类', '品类', 'series', 'family', 'product family', 'category', 'product line', 'group'], weight: 0.7 },
    price: { type: 'money', zh: '单价', en: 'Price', names: ['单价', '价格', '标准价格', '销售价格', '售价', '目录价', 'price', 'sales_price', 'unit price', 'list price', 'standard price'], weight: 1.2 },
    currency, note, custom,
  },
  events: {
    caseKey: { type: 'line', zh: '案例编号', en: 'Case', names: ['case:concept:name', 'case id', 'case_id', 'caseid', 'case', 'case key', 'trace', 'trace id', '案例', '案例编号', '案例id', '流程实例', '流程编号', '实例编号', '工单号', '申请编号', '商机编号', '项目编号', 'process id', 'instance', 'application id', 'opportunity id', 'deal id', 'lead id', 'order id'], weight: 1.2 },
    activity: { type: 'name', zh: '活动', en: 'Activity', names: ['concept:name', 'activity', 'activity name', 'event', 'event name', 'task', 'action', 'step', 'event type', '活动', '活动名称', '事件', '事件名称', '环节', '节点', '动作', '操作', '步骤', 'stage', '阶段', '变更后阶段', 'to stage', 'new stage', 'status'], weight: 1.2 },
    at: { type: 'date', zh: '时间', en: 'Time', names: ['time:timestamp', 'timestamp', 'complete timestamp', 'event time', 'time', 'datetime', 'date time', 'occurred at', 'completed at', 'end time', 'date', '时间', '发生时间', '操作时间', '完成时间', '时间戳', '变更时间', '日期', 'changed at', 'start time', 'start timestamp', 'created at'], weight: 1 },
    resource: { type: 'name', zh: '经办人', en: 'Resource', names: ['org:resource', 'resource', 'user', 'performer', 'actor', 'agent', 'operator', 'originator', '经办人', '操作人', '执行人', '处理人', '人员', '负责人', 'changed by', 'owner'] },
    lifecycle: { type: 'line', zh: '生命周期', en: 'Lifecycle', names: ['lifecycle:transition', 'lifecycle', 'transition', 'event state'], weight: 0.5 },
    amount: { ...amount, weight: 0.1, names: ['case:amount_req', 'amount_req', 'case:amount', 'amount', '金额', '申请金额', 'requested amount', 'cost', 'costs', 'value', 'price', 'total', ...amount.names] },
    currency,
    title: { type: 'line', zh: '商机名称', en: 'Title', names: ['商机名称', '项目名称', '案例名称', 'case name', 'case title', 'opportunity name', 'deal name', 'title'] },
    accountName,
    owner: { ...owner, names: ['case:responsible', 'case:owner', 'case owner', '商机负责人', 'responsible', 'deal owner', 'opportunity owner'] },
    source: { ...source, names: ['case:channel', 'case:source', ...source.names], weight: 0 },
    product,
    lostReason: { type: 'name', zh: '丢单原因', en: 'Loss reason', names: ['丢单原因', '输单原因', 'loss reason', 'lost reason'] },
    note, custom,
  },
} as const satisfies Record<ImportKind, Record<string, Field>>

/** The field of a kind, or undefined for a name that is none. */
export function fieldOf(kind: ImportKind, name: string): Field | undefined {
  const all: Record<string, Field> = fields[kind]
  return Object.hasOwn(all, name) ? all[name] : undefined
}

/** The names under which a kind's fields go, in the order in which forms show them. */
export function fieldNames(kind: ImportKind): string[] {
  return Object.keys(fields[kind])
}
