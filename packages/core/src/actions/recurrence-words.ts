import type { Recurrence } from './recurrence.ts'

type Language = 'zh' | 'en'
const names: Record<Language, readonly string[]> = {
  zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
}

/** A rule in words: 每周一、周四; 每 2 个月的 15 日，遇休息日顺延，到 2026-06-30 止. */
export function recurrenceWords(rule: Recurrence, language: Language): string {
  const zh = language === 'zh'
  return [
    often(rule, language),
    ...(rule.onWorkdays && !saysWorkday(rule) ? [zh ? '遇休息日顺延' : 'moved to the next working day'] : []),
    ...(rule.until === null ? [] : [zh ? `到 ${rule.until} 止` : `until ${rule.until}`]),
    ...(rule.times === null ? [] : [zh ? `共 ${rule.times} 次` : `${rule.times} times`]),
  ].join(zh ? '，' : ', ')
}

/** Every working day, the last working day: it need not be said that days off are passed over. */
const saysWorkday = ({ every }: Recurrence) => (every.unit === 'day' && every.n === 1) || (every.unit === 'month' && every.on === 'last_workday')

function often({ every, onWorkdays }: Recurrence, language: Language): string {
  const { n } = every
  const weekdays = every.unit === 'week' ? every.on.map((on) => names[language][on - 1] ?? '') : []
  if (language === 'zh') {
    switch (every.unit) {
      case 'day':
        return n === 1 ? (onWorkdays ? '每个工作日' : '每天') : `每 ${n} 天`
      case 'week':
        return n === 1 ? `每${weekdays.join('、')}` : `每 ${n} 周的${weekdays.join('、')}`
      case 'month': {
        const often = n === 1 ? '每月' : `每 ${n} 个月的`
        return every.on === 'last_workday' ? `${often}最后一个工作日` : every.on === 31 ? `${often}最后一天` : `${often} ${every.on} 日`
      }
    }
  }
  switch (every.unit) {
    case 'day':
      return n === 1 ? (onWorkdays ? 'Every working day' : 'Every day') : `Every ${n} days`
    case 'week':
      return n === 1 ? `Every ${weekdays.join(', ')}` : `Every ${n} weeks on ${weekdays.join(', ')}`
    case 'month': {
      const often = n === 1 ? 'Every month' : `Every ${n} months`
      return every.on === 'last_workday' ? `${often} on the last working day` : every.on === 31 ? `${often} on the last day` : `${often} on day ${every.on}`
    }
  }
}
