import type { AlarmKind } from '@sluice/core/diagnosis/alarms/rule'
import type { TFunction } from 'i18next'

/** The sentence of a kind of rule with its places filled. Each kind has places of its own, which a test holds to the rule's fields. */
export function saySentence(t: TFunction<'alarms'>, kind: AlarmKind, values: Readonly<Record<string, string>>): string {
  // Typed by key, a sentence of any kind would ask for the places of all kinds at once.
  const say = t as unknown as (key: string, values: Readonly<Record<string, string>>) => string
  return say(`rules.editor.sentence.${kind}`, values)
}
