import { activityKinds } from '@sluice/core/config/activity-kinds'
import type { ActivityKind } from '@sluice/core/config/activity-kinds'
import { localized } from './speaker.ts'
import type { Speaker } from './speaker.ts'

/** The configured kind of an activity; undefined for one that is no longer configured. */
export function kindOf(key: string): ActivityKind | undefined {
  return activityKinds.find((kind) => kind.key === key)
}

/** 电话, 拜访, …; an unknown kind keeps its key. */
export function kindName(key: string, language: Speaker['language']): string {
  const kind = kindOf(key)
  return kind ? localized(kind.name, language) : key
}

/** 已接通, 未接听, …; an unknown outcome keeps its key. */
export function outcomeName(kindKey: string, outcomeKey: string, language: Speaker['language']): string {
  const outcome = kindOf(kindKey)?.outcomes.find((one) => one.key === outcomeKey)
  return outcome ? localized(outcome.name, language) : outcomeKey
}

/** The outcome's name when the kind is not at hand: outcomes of one key mean the same everywhere. */
export function anyOutcomeName(outcomeKey: string, language: Speaker['language']): string {
  const outcome = activityKinds.flatMap((kind) => kind.outcomes).find((one) => one.key === outcomeKey)
  return outcome ? localized(outcome.name, language) : outcomeKey
}
