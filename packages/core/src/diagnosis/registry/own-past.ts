import { opensNothing, type Words } from '../../lib/metric-entry.ts'

/** What the judgements of a funnel have in common: the last weeks of a stage against its own past. */
export const inTime: Words = {
  zh: '最近 28 天（且已过本阶段期限）首次进入本阶段的商机，对比此前 182 天的',
  en: 'Deals that first entered the stage in the last 28 days that have had the stage’s horizon, against those of the 182 days before',
}
export const standing: Words = { zh: '截至时点停在本阶段、未休眠的商机', en: 'Open, awake deals in the stage at that instant' }
export const openDeals: Words = { zh: '截至时点在途的商机', en: 'Open deals at that instant' }
export const leads: Words = { zh: '窗口内创建的线索', en: 'Leads created in the window' }

export const aComparison = opensNothing('这是现在与以往之比；原因分析会列出相关商机', 'A comparison of now and before; the root cause lists the deals behind it.')

export const tested = (file: string, name: string): string => `core/diagnosis/${file}.test.ts: ${name}`
