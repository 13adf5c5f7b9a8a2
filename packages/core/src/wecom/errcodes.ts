import { both, type Localized } from '../config/localized.ts'

/** How WeCom's global error codes are met: https://developer.work.weixin.qq.com/document/path/90313 */
export type ErrcodeKind =
  /** The access token is over: fetch another and ask again. */
  | 'token'
  /** Too many calls: all of the organisation wait. */
  | 'rate'
  /** What an administrator has to set right: all wait, nothing is lost. */
  | 'setting'
  /** Passes by itself. */
  | 'busy'
  /** Asking again gives the same. */
  | 'final'

interface Errcode { kind: ErrcodeKind; words: Localized }

/** Our own: WeCom was not reached, or what it answered cannot be understood. */
export const unreachable = -2
export const notUnderstood = -3

const codes: Readonly<Record<number, Errcode>> = {
  [-1]: { kind: 'busy', words: both('企业微信系统繁忙', 'WeCom is busy') },
  [unreachable]: { kind: 'busy', words: both('连接不到企业微信接口', 'WeCom was not reached') },
  [notUnderstood]: { kind: 'final', words: both('企业微信的返回内容无法识别', 'What WeCom answered cannot be understood') },
  40001: { kind: 'setting', words: both('Secret 不正确', 'The secret is wrong') },
  40003: { kind: 'final', words: both('成员 UserID 无效', 'The employee\'s UserID is not valid') },
  40013: { kind: 'setting', words: both('企业 ID（CorpID）不正确', 'The CorpID is wrong') },
  40014: { kind: 'token', words: both('access_token 无效', 'The access token is not valid') },
  40056: { kind: 'setting', words: both('应用无效', 'The app is not valid') },
  40058: { kind: 'final', words: both('参数不合法', 'A parameter is not valid') },
  40091: { kind: 'setting', words: both('Secret 不合法', 'The secret is not valid') },
  40096: { kind: 'final', words: both('外部联系人 ID 无效', 'The external user ID is not valid') },
  41002: { kind: 'setting', words: both('缺少企业 ID（CorpID）', 'The CorpID is missing') },
  41004: { kind: 'setting', words: both('缺少 Secret', 'The secret is missing') },
  41054: { kind: 'final', words: both('该成员尚未激活', 'The employee has not activated the account yet') },
  42001: { kind: 'token', words: both('access_token 已过期', 'The access token has expired') },
  45009: { kind: 'rate', words: both('接口调用超过频率限制', 'Too many calls in this time') },
  45033: { kind: 'rate', words: both('接口并发调用超过限制', 'Too many calls at once') },
  48002: { kind: 'setting', words: both('应用没有调用该接口的权限', 'The app may not call this interface') },
  60011: { kind: 'final', words: both('应用的可见范围不含该成员', 'The employee is not among those the app may see') },
  60020: { kind: 'setting', words: both('服务器 IP 不在企业可信 IP 中', 'The address of this server is not among the trusted ones') },
  60111: { kind: 'final', words: both('成员 UserID 不存在', 'There is no employee with this UserID') },
  84061: { kind: 'final', words: both('不存在外部联系人的关系', 'The customer is not a contact of the employee any more') },
  84074: { kind: 'final', words: both('该成员没有外部联系人权限', 'The employee may not have external contacts') },
  301002: { kind: 'setting', words: both('无权限操作指定的应用', 'The app may not be acted for') },
}

/** Unknown ones are tried again a few times, for they may pass. */
export const errcodeKind = (errcode: number): ErrcodeKind => codes[errcode]?.kind ?? 'busy'

/** What a code says; unknown ones by their number. */
export const errcodeWords = (errcode: number): Localized => codes[errcode]?.words ?? both(`企业微信返回错误 ${errcode}`, `WeCom answered error ${errcode}`)
