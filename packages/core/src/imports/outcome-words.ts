import { letterKey } from '../lib/text.ts'

export type Outcome = 'won' | 'lost' | 'open'

const won = ['won', 'closed won', 'close won', 'win', '赢单', '赢', '已赢单', '赢单关闭', '成交', '已成交', '成交关闭', '成单', '已成单', '签约', '已签约', '签单', '已签单', '成功', '中标', 'success', 'successful', 'signed', 'deal won', 'approved', 'purchased', 'ordered', '关闭赢单', '结单赢单', '成功关闭']
const lost = ['lost', 'closed lost', 'close lost', 'loss', 'lose', '丢单', '已丢单', '输单', '已输单', '输', '流失', '已流失', '失败', '战败', '未成交', '未中标', '废弃', '作废', '已作废', '取消', '已取消', '放弃', '终止', 'failed', 'declined', 'rejected', 'cancelled', 'canceled', 'abandoned', 'dead', 'deal lost', 'withdrawn', 'disqualified', '关闭丢单', '结单输单', '失败关闭', '输单关闭', '丢单关闭']
const open = ['open', '进行中', '跟进中', '未结束', '打开', '推进中', '活跃', '未关闭', 'in progress', 'active', 'ongoing', 'pending']

const byKey = new Map<string, Outcome>([
  ...won.map((word) => [letterKey(word), 'won'] as const),
  ...lost.map((word) => [letterKey(word), 'lost'] as const),
  ...open.map((word) => [letterKey(word), 'open'] as const),
])

/** Whether a value says by itself that a deal was won, was lost or goes on; null when it says neither. A prefix such as `A_` or `5.` is passed over. */
export function outcomeOf(value: string): Outcome | null {
  const whole = byKey.get(letterKey(value))
  if (whole !== undefined) return whole
  const bare = value.replace(/^(?:[A-Za-z]_|\d+\s*[.、:\-_)]\s*|[a-zA-Z]\d?\s*[.、:)]\s*)/, '').replace(/[（(][^）)]*[）)]\s*$/, '')
  return byKey.get(letterKey(bare)) ?? null
}
