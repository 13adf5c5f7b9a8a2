import { both, type Localized } from '../config/localized.ts'
import type { RobotKind } from './robot.ts'

/** How error codes of the platforms' app interfaces are met, and what they say. WeCom: path/90313; DingTalk: 全局错误码; Feishu: 通用错误码 and im/v1/messages. */
export type ChatAppFault = 'token' | 'rate' | 'setting' | 'busy' | 'final'
interface Fault { kind: ChatAppFault; words: Localized }

/** Ours: not reached, not understood, nobody known by whom to write to, nobody found by the number. */
export const chatUnreachable = -2
export const chatNotUnderstood = -3
export const chatNobody = -4

const fault = (kind: ChatAppFault, zh: string, en: string): Fault => ({ kind, words: both(zh, en) })
const common: Readonly<Record<number, Fault>> = {
  [chatUnreachable]: fault('busy', '连接不到平台接口', 'The platform was not reached'),
  [chatNotUnderstood]: fault('final', '平台的返回内容无法识别', 'What the platform answered cannot be understood'),
  [chatNobody]: fault('final', '还没有填写此人在该平台上的 ID', 'It is not known who this person is on the platform'),
}
/** Both descend from the same interface. */
const alike: Readonly<Record<number, Fault>> = {
  [-1]: fault('busy', '平台系统繁忙', 'The platform is busy'),
  40014: fault('token', 'access_token 无效', 'The access token is not valid'),
  42001: fault('token', 'access_token 已过期', 'The access token has expired'),
}
const codes: Readonly<Record<RobotKind, Readonly<Record<number, Fault>>>> = {
  wecom: {
    ...alike,
    40001: fault('setting', 'Secret 不正确', 'The secret is wrong'), 40003: fault('final', '成员 UserID 无效', 'The UserID is not valid'), 40013: fault('setting', '企业 ID（CorpID）不正确', 'The CorpID is wrong'),
    40056: fault('setting', 'AgentId 不正确', 'The AgentId is wrong'), 40058: fault('final', '消息格式不合法', 'The message is not valid'), 40091: fault('setting', 'Secret 不合法', 'The secret is not valid'),
    41001: fault('token', '缺少 access_token', 'The access token is missing'), 41011: fault('setting', '缺少 AgentId', 'The AgentId is missing'),
    45002: fault('final', '消息内容过长', 'The message is too long'), 45009: fault('rate', '接口调用超过频率限制', 'Too many calls in this time'), 45033: fault('rate', '接口并发调用超过限制', 'Too many calls at once'),
    46004: fault('final', '手机号对应的成员不存在', 'Nobody has this number'), 48002: fault('setting', '应用没有调用该接口的权限', 'The app may not call this interface'),
    60011: fault('final', '该成员不在应用可见范围内', 'The app may not see this person'), 60020: fault('setting', '服务器 IP 不在企业可信 IP 中', 'The address of this server is not among the trusted ones'),
    60111: fault('final', '成员 UserID 不存在', 'There is nobody with this UserID'), 81013: fault('final', '该成员不在应用可见范围内，或 UserID 不存在', 'The app may not see this person, or there is nobody with this UserID'),
    82001: fault('final', '该成员不在应用可见范围内，或 UserID 不存在', 'The app may not see this person, or there is nobody with this UserID'), 301002: fault('setting', '无权限操作指定的应用（AgentId 与 Secret 不匹配）', 'AgentId and secret are of different apps'),
  },
  dingtalk: {
    ...alike,
    88: fault('setting', '应用没有调用该接口的权限', 'The app may not call this interface'), 90_018: fault('rate', '接口调用超过频率限制', 'Too many calls in this time'), 90_002: fault('rate', '应用调用超过频率限制', 'Too many calls in this time'),
    33_012: fault('final', 'userid 不存在', 'There is nobody with this userid'), 40_035: fault('final', '参数不合法', 'A parameter is not valid'), 40_068: fault('setting', 'AgentId 不正确', 'The AgentId is wrong'),
    40_078: fault('token', 'access_token 无效', 'The access token is not valid'), 40_089: fault('setting', 'AppKey 或 AppSecret 不正确', 'AppKey or AppSecret is wrong'), 40_096: fault('setting', 'AppKey 或 AppSecret 不正确', 'AppKey or AppSecret is wrong'),
    40_104: fault('final', '手机号不合法', 'The number is not valid'), 400_002: fault('final', '参数不合法', 'A parameter is not valid'), 40_056: fault('setting', 'AgentId 不正确', 'The AgentId is wrong'),
    50_002: fault('final', '该成员不在应用可见范围内', 'The app may not see this person'), 50_004: fault('final', '该成员不在应用通讯录权限范围内', 'The app may not see this person'), 60_011: fault('setting', '应用没有通讯录权限', 'The app may not read the directory'),
    60_020: fault('setting', '服务器 IP 不在应用的出口 IP 名单中', 'The address of this server is not among those of the app'), 60_121: fault('final', '找不到该用户', 'Nobody was found'),
    43_007: fault('setting', '应用没有授权', 'The app is not authorised'), 41_001: fault('token', '缺少 access_token', 'The access token is missing'),
  },
  feishu: {
    99_991_663: fault('token', 'tenant_access_token 无效或已过期', 'The token is not valid or has expired'), 99_991_661: fault('token', '缺少 tenant_access_token', 'The token is missing'), 99_991_664: fault('token', 'tenant_access_token 无效', 'The token is not valid'),
    99_991_400: fault('rate', '接口调用超过频率限制', 'Too many calls in this time'), 99_991_672: fault('setting', '应用没有开通所需权限', 'The app lacks a permission'), 99_991_401: fault('setting', '服务器 IP 不在应用的白名单中', 'The address of this server is not among those of the app'),
    10_003: fault('setting', 'App ID 不正确', 'The App ID is wrong'), 10_014: fault('setting', 'App Secret 不正确', 'The App Secret is wrong'), 10_012: fault('setting', '应用未启用', 'The app is not active'),
    230_001: fault('final', '参数不合法', 'A parameter is not valid'), 230_006: fault('setting', '应用没有启用机器人能力', 'The app has no bot'), 230_013: fault('final', '该成员不在应用可用范围内', 'The app may not see this person'),
    230_020: fault('rate', '消息发送超过频率限制', 'Too many messages in this time'), 230_022: fault('final', '消息含有敏感内容', 'The message holds words that are not allowed'), 230_025: fault('final', '消息内容过长', 'The message is too long'),
    230_027: fault('setting', '应用没有发送消息的权限', 'The app may not send messages'), 230_053: fault('final', '对方已拒收此机器人的消息', 'The person takes no messages of this bot'), 230_099: fault('final', '卡片内容不合法', 'The card is not valid'),
  },
}

/** Unknown ones are tried again a few times, for they may pass. */
export const chatFault = (kind: RobotKind, code: number): ChatAppFault => (codes[kind][code] ?? common[code])?.kind ?? 'busy'

/** What a code says; unknown ones by their number. */
export const chatFaultWords = (kind: RobotKind, code: number): Localized => (codes[kind][code] ?? common[code])?.words ?? both(`平台返回错误 ${code}`, `The platform answered error ${code}`)
