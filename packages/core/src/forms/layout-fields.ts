import { both, type Localized } from '../config/localized.ts'
import type { FieldObject } from '../fields/field-type.ts'

/** A built-in field as layouts name it. */
export interface LayoutField {
  key: string
  label: Localized
  /** Where it can stand: a creation dialog asks only for what is known before the record is there. */
  on: readonly ('page' | 'create')[]
}

const pageAndCreate = ['page', 'create'] as const
const pageOnly = ['page'] as const
const anywhere = (key: string, zh: string, en: string): LayoutField => ({ key, label: both(zh, en), on: pageAndCreate })
const shown = (key: string, zh: string, en: string): LayoutField => ({ key, label: both(zh, en), on: pageOnly })

const owner = anywhere('owner', '负责人', 'Owner')
const source = anywhere('source', '来源', 'Source')
const tags = anywhere('tags', '标签', 'Tags')
const note = anywhere('note', '备注', 'Note')
const nextStep = [anywhere('nextStep', '下一步', 'Next step'), anywhere('nextStepDue', '下一步日期', 'Next step due')]
const recorded = [shown('created', '创建时间', 'Created'), shown('lastActivity', '最近跟进', 'Last activity')]

/**
 * Built-in fields that a layout of the object can hold, under the keys of the condition catalogue where it has them.
 * `account.industry` is the industry of the deal's account, `contacts.role` its contacts with their part in the decision.
 */
const fields: Record<FieldObject, readonly LayoutField[]> = {
  deal: [
    anywhere('title', '商机名称', 'Title'), anywhere('account', '客户', 'Account'), anywhere('account.industry', '客户行业', 'Customer’s industry'),
    anywhere('pipeline', '销售流程', 'Pipeline'), anywhere('stage', '阶段', 'Stage'), anywhere('amount', '预计成交金额', 'Expected amount'),
    anywhere('currency', '币种', 'Currency'), anywhere('winProbability', '赢单概率', 'Win probability'), anywhere('forecastCategory', '预测类别', 'Forecast category'),
    anywhere('expectedClose', '预计成交日期', 'Expected close'), anywhere('contacts.role', '决策链角色', 'Roles in the decision'), anywhere('products', '产品', 'Products'),
    ...nextStep, owner, source, tags, note,
    shown('number', '编号', 'Number'), shown('status', '状态', 'Status'), shown('stageEntered', '进入阶段时间', 'Stage entered'), shown('lostReason', '丢单原因', 'Loss reason'),
    shown('collaborators', '协作人', 'Collaborators'), ...recorded,
  ],
  lead: [
    anywhere('name', '姓名', 'Name'), anywhere('company', '公司', 'Company'), anywhere('title', '职务', 'Title'), anywhere('phone', '电话', 'Phone'),
    anywhere('email', '邮箱', 'Email'), anywhere('wechat', '微信', 'WeChat'), source, anywhere('sourceDetail', '来源说明', 'Source in detail'),
    ...nextStep, owner, tags, note, shown('number', '编号', 'Number'), shown('status', '状态', 'Status'), shown('score', '评分', 'Score'), ...recorded,
  ],
  account: [
    anywhere('name', '客户名称', 'Name'), anywhere('industry', '行业', 'Industry'), anywhere('size', '规模', 'Size'), anywhere('region', '地区', 'Region'),
    anywhere('website', '网站', 'Website'), anywhere('phone', '电话', 'Phone'), owner, source, tags,
    shown('openDeals', '进行中商机数', 'Open deals'), shown('wonAmount', '赢单金额', 'Won amount'), ...recorded,
  ],
  contact: [
    anywhere('name', '姓名', 'Name'), anywhere('account', '客户', 'Account'), anywhere('title', '职务', 'Title'), anywhere('department', '部门', 'Department'),
    anywhere('phone', '电话', 'Phone'), anywhere('email', '邮箱', 'Email'), anywhere('wechat', '微信', 'WeChat'), owner, tags, ...recorded,
  ],
  activity: [
    anywhere('kind', '方式', 'Kind'), anywhere('at', '时间', 'Time'), anywhere('minutes', '时长（分钟）', 'Minutes'), anywhere('outcome', '结果', 'Outcome'),
    anywhere('contact', '联系人', 'Contact'), anywhere('body', '内容', 'Body'), ...nextStep,
  ],
  product: [
    anywhere('name', '产品名称', 'Name'), anywhere('code', '编码', 'Code'), anywhere('family', '系列', 'Family'), anywhere('price', '单价', 'Price'), anywhere('currency', '币种', 'Currency'),
  ],
}

/** The built-in fields that a layout of this kind can hold. */
export function layoutFields(object: FieldObject, kind: 'page' | 'create'): readonly LayoutField[] {
  return fields[object].filter((field) => field.on.includes(kind))
}
