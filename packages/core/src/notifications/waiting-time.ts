const words = {
  zh: { days: '天', hours: '小时', minutes: '分钟', work: '（工作时间）', join: ' ' },
  en: { days: 'd', hours: 'h', minutes: 'min', work: ' of working time', join: ' ' },
}

/** How long something has waited, in the two largest units. Working time is told in hours: a day of it is no day. */
export function waitingTime({ waitedMinutes, isWorkTime }: { waitedMinutes: number; isWorkTime: boolean }, language: 'zh' | 'en'): string {
  const say = words[language]
  const days = isWorkTime ? 0 : Math.floor(waitedMinutes / 1440)
  const hours = Math.floor((waitedMinutes - days * 1440) / 60)
  const minutes = days > 0 ? 0 : Math.floor(waitedMinutes % 60)
  const parts = [[days, say.days], [hours, say.hours], [minutes, say.minutes]].filter(([n]) => n !== 0).map(([n, unit]) => `${n} ${unit}`)
  return `${parts.join(say.join) || `0 ${say.minutes}`}${isWorkTime ? say.work : ''}`
}
