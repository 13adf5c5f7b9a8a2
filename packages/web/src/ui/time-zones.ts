/** Zones that Chinese teams choose most, before all others. */
const common = ['Asia/Shanghai', 'Asia/Hong_Kong', 'Asia/Taipei', 'Asia/Singapore', 'Asia/Tokyo', 'Europe/Berlin', 'Europe/London', 'America/New_York', 'America/Los_Angeles', 'UTC']

export interface ZoneOption {
  /** IANA name. */
  value: string
  /** `中国标准时间 · Asia/Shanghai (GMT+8)` */
  label: string
}

/** A zone in words, with its offset at `now`. Pure but for the tables of Intl. */
export function zoneLabel(zone: string, language: string, now: Date): string {
  const part = (timeZoneName: 'long' | 'shortOffset') =>
    new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName }).formatToParts(now).find((one) => one.type === 'timeZoneName')?.value ?? ''
  const name = part('long')
  const offset = part('shortOffset').replace('UTC', 'GMT')
  // Zones without a name of their own are called after their offset: said once.
  return /^(GMT|UTC)[+−-]/.test(name) ? `${zone} (${offset})` : `${name} · ${zone} (${offset === 'GMT' ? 'GMT+0' : offset})`
}

/** Every zone that the browser knows, the common ones first; `current` is never missing. */
export function zoneOptions(language: string, now: Date, current: string): ZoneOption[] {
  const known = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : []
  const zones = [...new Set([...common, current, ...known])]
  return zones.map((value) => ({ value, label: zoneLabel(value, language, now) }))
}
