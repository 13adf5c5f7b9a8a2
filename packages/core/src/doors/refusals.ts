import type { RefusalWords } from '../lib/refusal.ts'

export const doorRefusals = {
  'door.unknown': { status: 404, zh: '没有这个接收地址。', en: 'There is no such webhook.' },
  'door.closed': { status: 410, zh: '这个接收地址已停用。', en: 'This webhook is switched off.' },
  'door.signature_missing': { status: 401, zh: '缺少签名（X-Sluice-Signature: t=秒,v1=十六进制）。', en: 'The signature is missing (X-Sluice-Signature: t=seconds,v1=hex).' },
  'door.signature_wrong': { status: 401, zh: '签名不正确。', en: 'The signature is wrong.' },
  'door.too_old': { status: 401, zh: '签名的时间与现在相差超过 5 分钟。', en: 'The signature\'s time is more than five minutes away from now.' },
  'door.replayed': { status: 409, zh: '同一个请求已经收到过。', en: 'The same request was received before.' },
  'door.unreadable': { status: 400, zh: '内容不是有效的 JSON 或表单。', en: 'The body is neither valid JSON nor a form.' },
  'door.not_a_lead': { status: 422, zh: '按字段对应关系，内容不能成为线索。', en: 'As mapped, the content makes no lead.' },
  'door.path_wrong': { status: 422, zh: '字段路径的写法不对，例如 contact.name、answers[0].value。', en: 'This is no path; write contact.name or answers[0].value.' },
  'call.name_required': { status: 422, zh: '没有这个号码的记录，请填写姓名或公司以建立线索。', en: 'Nobody has this number yet: give a name or a company for the new lead.' },
} satisfies Record<string, RefusalWords>
