import { expect, test } from 'vitest'
import { notificationKinds } from './contract.ts'
import { topicOf, topics } from './topics.ts'

test('every kind of notice belongs to a topic, by which the list can be asked for it', () => {
  expect(notificationKinds.filter((kind) => !(topics[topicOf(kind)] as readonly string[]).includes(kind.split('_')[0] ?? ''))).toEqual([])
})
