import type { z } from 'zod'
import { alarmEvents } from './alarm-events.ts'
import { dealEvents } from './deal-events.ts'
import { experimentEvents } from './experiment-events.ts'
import { gateEvents } from './gate-events.ts'
import { handOverEvents } from './hand-over-events.ts'
import { meetingEvents } from './meeting-events.ts'
import { nurtureEvents } from './nurture-events.ts'
import { projectEvents } from './project-events.ts'
import { recordEvents } from './record-events.ts'
import { scoreEvents } from './score-events.ts'

/** Every event there is: name → payload schema. An event's shape is frozen once it has been written; extend, never change. */
export const eventCatalogue = { ...dealEvents, ...gateEvents, ...recordEvents, ...alarmEvents, ...nurtureEvents, ...handOverEvents, ...scoreEvents, ...meetingEvents, ...experimentEvents, ...projectEvents }

export type EventType = keyof typeof eventCatalogue
export const eventTypes = Object.keys(eventCatalogue) as readonly EventType[]
export type EventPayload<T extends EventType> = z.infer<(typeof eventCatalogue)[T]>
/** A typed event: its name and the payload that belongs to it. */
export type EventBody = { [T in EventType]: { type: T; payload: EventPayload<T> } }[EventType]
export type DealEventBody = Extract<EventBody, { type: keyof typeof dealEvents }>
