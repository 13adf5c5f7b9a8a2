import { eventTypes, type EventType } from '@sluice/core/events/catalogue'
import { eventGroupOf, eventGroups, eventNames, type EventGroup } from '@sluice/core/events/event-names'
import { useTranslation } from 'react-i18next'

const isType = (type: string): type is EventType => Object.hasOwn(eventNames, type)

/** Events and what they are about, in the reader's language; a type of another version is named by its code. */
export function useEventNames(): { nameOf: (type: string) => string; groups: readonly { group: EventGroup; name: string; types: readonly EventType[] }[] } {
  const { i18n } = useTranslation()
  const language = i18n.language === 'en' ? 'en' : 'zh'
  return {
    nameOf: (type) => (isType(type) ? eventNames[type][language] : type),
    groups: [...Map.groupBy(eventTypes, eventGroupOf)].map(([group, types]) => ({ group, name: eventGroups[group][language], types })),
  }
}
