import type { RefusalWords } from '../lib/refusal.ts'

export const campaignRefusals = {
  'campaign.utm_key': { status: 422, zh: '活动标识只能用小写字母、数字和 . _ -，以字母或数字开头。', en: 'The utm key takes small letters, digits and . _ -, and begins with a letter or digit.' },
  'campaign.utm_key_taken': { status: 409, zh: '活动标识已被另一个活动使用。', en: 'Another campaign has this utm key.' },
  'campaign.period': { status: 422, zh: '结束日期须晚于开始日期。', en: 'The end must come after the start.' },
  'campaign.logo': { status: 422, zh: '标志须是不超过 70 KB 的 PNG 或 JPEG 图片。', en: 'The logo must be a PNG or JPEG of at most 70 KB.' },
  'campaign.landing_required': { status: 422, zh: '请先填写落地页：活动或活码至少要有一个。', en: 'Name a page first: the campaign or the code needs one.' },
  'campaign.archived': { status: 409, zh: '活动已归档，请先恢复。', en: 'The campaign is archived; take it back first.' },
  'campaign.unknown_channel': { status: 422, zh: '渠道不存在或已归档。', en: 'The channel does not exist or is archived.' },
  'campaign.unknown_promoter': { status: 422, zh: '推广人不存在或已停用。', en: 'The promoter does not exist or is not active.' },
  'campaign.unknown': { status: 422, zh: '活动不存在。', en: 'The campaign does not exist.' },
  'campaign.too_many_codes': { status: 422, zh: '一次最多生成 {limit} 个活码。', en: 'At most {limit} codes can be made at once.' },
  'landing.not_an_address': { status: 422, zh: '请填写完整网址，例如 https://example.cn/apply。', en: 'Give a whole address, such as https://example.com/apply.' },
  'landing.not_web': { status: 422, zh: '落地页须以 http:// 或 https:// 开头。', en: 'The page must begin with http:// or https://.' },
  'landing.with_password': { status: 422, zh: '网址里不能带用户名或密码。', en: 'The address must not hold a user name or password.' },
  'landing.is_short_link': { status: 422, zh: '短链接不能再指向短链接。', en: 'A short link cannot lead to a short link.' },
} satisfies Record<string, RefusalWords>
