import type { RefusalWords } from './lib/refusal.ts'
import { actionRefusals } from './actions/refusals.ts'
import { activityRefusals } from './activities/refusals.ts'
import { answeringRefusals } from './answering/refusals.ts'
import { assignmentRefusals } from './assignment/refusals.ts'
import { alarmRefusals } from './alarms/refusals.ts'
import { automationRefusals } from './automation/refusals.ts'
import { calendarRefusals } from './calendar/refusals.ts'
import { catalogRefusals } from './catalog/refusals.ts'
import { cleaningRefusals } from './cleaning/refusals.ts'
import { campaignRefusals } from './campaigns/refusals.ts'
import { conditionRefusals } from './conditions/refusals.ts'
import { customerRefusals } from './customers/refusals.ts'
import { identityRefusals } from './identity/refusals.ts'
import { importRefusals } from './imports/refusals.ts'
import { leadPoolRefusals } from './lead-pools/refusals.ts'
import { languageModelRefusals } from './language-model/refusals.ts'
import { leadRefusals } from './leads/refusals.ts'
import { approvalRefusals } from './approvals/refusals.ts'
import { designerRefusals } from './designer/refusals.ts'
import { doorRefusals } from './doors/refusals.ts'
import { experimentRefusals } from './experiments/refusals.ts'
import { fieldRefusals } from './fields/refusals.ts'
import { formRefusals } from './forms/refusals.ts'
import { gateRefusals } from './gates/refusals.ts'
import { hygieneRefusals } from './hygiene/refusals.ts'
import { mailboxRefusals } from './mailbox/refusals.ts'
import { meetingRefusals } from './meetings/refusals.ts'
import { messageRefusals } from './messages/refusals.ts'
import { nurtureRefusals } from './nurture/refusals.ts'
import { pipelineRefusals } from './pipeline/refusals.ts'
import { planRefusals } from './planning/refusals.ts'
import { projectRefusals } from './projects/refusals.ts'
import { publicFormRefusals } from './public-forms/refusals.ts'
import { remedyRefusals } from './remedies/refusals.ts'
import { scoringRefusals } from './scoring/refusals.ts'
import { suggestionRefusals } from './suggestions/refusals.ts'
import { takeOverRefusals } from './take-overs/refusals.ts'
import { trackingRefusals } from './tracking/refusals.ts'
import { wecomRefusals } from './wecom/refusals.ts'

const general = {
  'request.invalid': { status: 400, zh: '请求内容有误，请检查标出的字段。', en: 'The request is not valid; see the marked fields.' },
  'request.too_large': { status: 413, zh: '内容太大，超过了允许的大小。', en: 'The request is larger than allowed.' },
  'request.unsupported_media_type': { status: 415, zh: '不支持这种内容类型。', en: 'This content type is not supported.' },
  'request.not_found': { status: 404, zh: '没有这个地址。', en: 'There is nothing at this address.' },
  'request.cross_site': { status: 403, zh: '请求来源不可信，已拒绝。', en: 'The request came from an untrusted origin.' },
  'request.too_many': { status: 429, zh: '尝试次数过多，请在 {seconds} 秒后再试。', en: 'Too many attempts; try again in {seconds} s.' },
  'record.not_found': { status: 404, zh: '记录不存在，或您无权查看。', en: 'The record does not exist or is not visible to you.' },
  'permission.denied': { status: 403, zh: '您没有执行此操作的权限。', en: 'You may not do this.' },
  'conflict.stale_version': { status: 412, zh: '此记录刚被他人修改，请刷新后再试；您的修改未保存。', en: 'Somebody changed this record meanwhile. Reload and try again; nothing was overwritten.' },
  'conflict.version_required': { status: 428, zh: '缺少版本号（If-Match），无法保存。', en: 'The If-Match header with the version is required.' },
  'conflict.duplicate': { status: 409, zh: '已存在同名的记录。', en: 'A record of this name exists already.' },
  'conflict.reference': { status: 409, zh: '引用的记录不存在，或正被其他记录使用。', en: 'A referenced record does not exist, or the record is in use.' },
  'idempotency.reused': { status: 422, zh: '同一个幂等键用在了不同的请求上。', en: 'The Idempotency-Key was used for another request.' },
  'cursor.invalid': { status: 400, zh: '翻页标记无效，请从第一页重新开始。', en: 'The paging cursor is not valid; start again from the first page.' },
  'server.failed': { status: 500, zh: '服务器出错，已记录（编号 {requestId}）。', en: 'The server failed; it was logged as {requestId}.' },
  'server.unavailable': { status: 503, zh: '服务暂不可用，请稍后再试。', en: 'The service is unavailable; try again shortly.' },
} satisfies Record<string, RefusalWords>

/** Every refusal of the API: stable code → status and words. A code is never renamed or reused. */
export const refusals = {
  ...general,
  ...calendarRefusals,
  ...conditionRefusals,
  ...identityRefusals,
  ...catalogRefusals,
  ...customerRefusals,
  ...leadRefusals,
  ...cleaningRefusals,
  ...doorRefusals,
  ...mailboxRefusals,
  ...meetingRefusals,
  ...campaignRefusals,
  ...publicFormRefusals,
  ...pipelineRefusals,
  ...activityRefusals,
  ...importRefusals,
  ...hygieneRefusals,
  ...gateRefusals,
  ...formRefusals,
  ...fieldRefusals,
  ...designerRefusals,
  ...approvalRefusals,
  ...alarmRefusals,
  ...actionRefusals,
  ...remedyRefusals,
  ...planRefusals,
  ...scoringRefusals,
  ...suggestionRefusals,
  ...takeOverRefusals,
  ...trackingRefusals,
  ...assignmentRefusals,
  ...answeringRefusals,
  ...leadPoolRefusals,
  ...nurtureRefusals,
  ...automationRefusals,
  ...experimentRefusals,
  ...languageModelRefusals,
  ...wecomRefusals,
  ...messageRefusals,
  ...projectRefusals,
}
export type RefusalCode = keyof typeof refusals
