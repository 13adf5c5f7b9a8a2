import type { RefusalWords } from '../lib/refusal.ts'

export const trackingRefusals = {
  'site.not_an_origin': { status: 422, zh: '请填写网站地址，例如 https://www.example.cn。', en: 'Give the address of a web site, such as https://www.example.com.' },
  'site.origin_taken': { status: 409, zh: '网址 {origin} 已属于另一个站点。', en: '{origin} belongs to another site already.' },
  'site.path': { status: 422, zh: '路径须以 / 或 * 开头，例如 /pricing*。', en: 'A path begins with / or *, such as /pricing*.' },
  'site.too_many': { status: 422, zh: '最多可以添加 {limit} 个站点。', en: 'There can be at most {limit} sites.' },
  'signal.too_many': { status: 422, zh: '最多可以有 {limit} 条信号规则。', en: 'There can be at most {limit} signal rules.' },
} satisfies Record<string, RefusalWords>
