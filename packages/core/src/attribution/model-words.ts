import type { Words } from '../lib/metric-entry.ts'
import type { AttributionModel } from './model.ts'

/** Names of the models, and what they do with the credit. */
export const modelWords: Record<AttributionModel, Words & { about: Words }> = {
  first: { zh: '首次触达', en: 'First touch', about: { zh: '全部归第一次触达', en: 'All to the first touch' } },
  last: { zh: '末次触达', en: 'Last touch', about: { zh: '全部归成交前最后一次触达', en: 'All to the last touch before the win' } },
  linear: { zh: '线性', en: 'Linear', about: { zh: '每次触达均分', en: 'Each touch the same' } },
  time_decay: { zh: '时间衰减', en: 'Time decay', about: { zh: '越近成交的触达越多，每过一个半衰期减半', en: 'The nearer to the win the more; half as much for each half-life' } },
  position: { zh: '位置（40/20/40）', en: 'Position (40/20/40)', about: { zh: '首次与末次各 40%，中间均分 20%', en: '40 % to the first and the last, 20 % to those between' } },
}
