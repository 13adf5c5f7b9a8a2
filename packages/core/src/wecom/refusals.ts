import type { RefusalWords } from '../lib/refusal.ts'

export const wecomRefusals = {
  'wecom.unknown': { status: 404, zh: '没有这个企业微信回调地址。', en: 'There is no such WeCom callback.' },
  'wecom.off': { status: 410, zh: '企业微信对接已停用。', en: 'WeCom is switched off.' },
  'wecom.not_ready': { status: 422, zh: '请先填写企业 ID、Secret、Token 和 EncodingAESKey。', en: 'Enter CorpID, secret, Token and EncodingAESKey first.' },
  'wecom.signature_wrong': { status: 401, zh: '签名不正确。', en: 'The signature is wrong.' },
  'wecom.too_old': { status: 401, zh: '回调的时间与现在相差超过 5 分钟。', en: 'The callback\'s time is more than five minutes away from now.' },
  'wecom.replayed': { status: 409, zh: '同一个请求已经收到过。', en: 'The same request was received before.' },
  'wecom.unreadable': { status: 400, zh: '回调内容无法解密或不是有效的 XML。', en: 'The callback cannot be decrypted, or is no valid XML.' },
  'wecom.aes_key_wrong': { status: 422, zh: 'EncodingAESKey 是 43 位字母和数字。', en: 'An EncodingAESKey is 43 letters and digits.' },
  'wecom.token_wrong': { status: 422, zh: 'Token 是 3 到 32 位字母和数字。', en: 'A Token is 3 to 32 letters and digits.' },
  'wecom.corp_id_wrong': { status: 422, zh: '企业 ID 由字母、数字、- 和 _ 组成。', en: 'A CorpID is letters, digits, - and _.' },
  'wecom.userid_wrong': { status: 422, zh: '成员 UserID 由字母、数字和 _ - @ . 组成。', en: 'A UserID is letters, digits and _ - @ .' },
  'wecom.member_twice': { status: 422, zh: '同一个成员 UserID 写了两次。', en: 'The same UserID stands twice.' },
  'wecom.unknown_user': { status: 422, zh: '对应的同事不存在或已停用。', en: 'The colleague does not exist or is not active.' },
  'wecom.no_members': { status: 422, zh: '所选同事还没有对应的企业微信成员，请先在设置里填写。', en: 'None of them has a WeCom account here; match them in the settings first.' },
  'wecom.way_exists': { status: 409, zh: '这个活码已有企业微信活码。', en: 'This code has a contact-me code already.' },
  'wecom.refused': { status: 503, zh: '企业微信没有完成：{said}（{errcode}）', en: 'WeCom did not do it: {said} ({errcode})' },
} satisfies Record<string, RefusalWords>
