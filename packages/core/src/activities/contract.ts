import { z } from 'zod'
import { activityKindKeys, activityKinds } from '../config/activity-kinds.ts'
import { attachmentKindKeys } from '../config/attachment-kinds.ts'
import { customIn, customOut } from '../fields/custom.ts'
import { contract } from '../lib/contract.ts'
import { day, id, idList, instant, instantOut, line, page, pageQuery, params, prose, ref, version } from '../lib/wire.ts'

export const activityKind = z.enum(activityKindKeys)
export const subjectType = z.enum(['lead', 'account', 'contact', 'deal'])
export type SubjectType = z.infer<typeof subjectType>
/** The result of an activity: the outcomes of its kind in config/activity-kinds.ts. */
export const activityOutcome = z.enum(activityKinds.flatMap((kind) => kind.outcomes.map((outcome) => outcome.key)))

export const activity = z.object({
  id, kind: activityKind, subjectType, subjectId: id, contact: ref.nullable(), at: instantOut, minutes: z.number().int().nullable(),
  outcome: z.string().nullable(), body: z.string(), author: ref.nullable(), createdAt: instantOut, custom: customOut, version,
}).meta({ id: 'Activity' })
export type Activity = z.infer<typeof activity>

export const logActivity = contract({
  name: 'logActivity', method: 'POST', path: '/activities', tag: 'activity', status: 201,
  summary: 'Logs a call, visit, meeting, mail, WeChat or note; may set the next step in the same go.',
  body: z.object({
    kind: activityKind, subjectType, subjectId: id, contactId: id.nullable().optional(), at: instant.optional(),
    minutes: z.number().int().min(0).max(1440).nullable().optional(), outcome: activityOutcome.nullable().optional(), body: prose(20_000).default(''),
    nextStep: line(300).nullable().optional(), nextStepDue: day.nullable().optional(), custom: customIn.optional(),
  }),
  response: activity,
})
export const changeActivity = contract({
  name: 'changeActivity', method: 'PATCH', path: '/activities/:id', tag: 'activity', params, ifMatch: true, summary: 'Corrects an activity.',
  body: z.object({ at: instant, minutes: z.number().int().min(0).max(1440).nullable(), outcome: activityOutcome.nullable(), body: prose(20_000), custom: customIn }).partial(), response: activity,
})
export const removeActivity = contract({
  name: 'removeActivity', method: 'DELETE', path: '/activities/:id', tag: 'activity', params, summary: 'Removes an activity; the log keeps the fact.',
})
export const restoreActivity = contract({
  name: 'restoreActivity', method: 'POST', path: '/activities/:id/restore', tag: 'activity', params, summary: 'Takes a removal back.', response: activity,
})

/** One line of a timeline: an event of the log, in the reader's words by its type. */
export const timelineItem = z.object({
  seq: z.number().int(), type: z.string(), at: instantOut, recordedAt: instantOut,
  /** History that came with an import: known when it was true, whenever it was recorded here. */
  isImported: z.boolean(), actor: ref.nullable(), payload: z.record(z.string(), z.unknown()),
  subjectType: z.string(), subjectId: id,
  activity: activity.nullable(),
})
export type TimelineItem = z.infer<typeof timelineItem>
export const getTimeline = contract({
  name: 'getTimeline', method: 'GET', path: '/timeline/:subjectType/:id', tag: 'activity',
  summary: 'Everything that happened to a record (a deal shows its lead and a lead its deal), newest first.',
  params: params.extend({ subjectType }),
  query: pageQuery.extend({ kind: z.enum(['all', 'activity', 'stage', 'change', 'comment', 'file']).default('all') }),
  response: page(timelineItem).extend({
    /** Names of every user, stage, reason, … that payloads mention by id. */
    names: z.record(z.string(), z.string()),
  }),
})

/** What may be talked about: records, alarms, and places that have no record of their own (talk/contract.ts). */
export const commentSubject = z.enum([...subjectType.options, 'alarm', 'chart', 'meeting_point'])
export type CommentSubject = z.infer<typeof commentSubject>
const commentPlace = params.extend({ subjectType: commentSubject })
const mentioned = ref.extend({ kind: z.enum(['user', 'team']) })
/** For so long after it was written its author may correct a comment, and take back a removal. */
export const commentEditMinutes = 15
export const comment = z.object({
  id, author: ref,
  /** People and teams are named as `@[<id>]`. */
  body: z.string(),
  mentions: z.array(mentioned),
  /** Records that an address in the text leads to, with their names, as far as the reader may see them. */
  links: z.array(z.object({ path: z.string(), name: z.string() })),
  createdAt: instantOut, editedAt: instantOut.nullable(),
  /** Until when the reader may correct it; null: never. */
  editableUntil: instantOut.nullable(), version,
})
export type Comment = z.infer<typeof comment>
const commentBody = z.object({ body: prose(5000).refine((t) => t.trim() !== '') })
export const listComments = contract({
  name: 'listComments', method: 'GET', path: '/comments/:subjectType/:id', tag: 'activity', params: commentPlace,
  summary: 'Comments on a record, an alarm, a chart or a point of a meeting, oldest first; whether the viewer follows it, and how many comments of others the viewer has not seen.',
  response: z.object({
    items: z.array(comment), isFollowing: z.boolean(), unread: z.number().int(), followers: z.array(ref),
    /** Of a viewer who may comment. */
    canWrite: z.boolean(),
  }),
})
export const listMentionable = contract({
  name: 'listMentionable', method: 'GET', path: '/comments/:subjectType/:id/people', tag: 'activity', params: commentPlace,
  summary: 'Who may be named in a comment: people who see what it is about, and teams in which somebody does.', response: z.object({ items: z.array(mentioned) }),
})
export const addComment = contract({
  name: 'addComment', method: 'POST', path: '/comments/:subjectType/:id', tag: 'activity', status: 201, params: commentPlace,
  summary: 'Comments on a record, an alarm, a chart or a point of a meeting. Those named in it are told, as are those who follow it.', body: commentBody, response: comment,
})
export const seeComments = contract({
  name: 'seeComments', method: 'POST', path: '/comments/:subjectType/:id/seen', tag: 'activity', params: commentPlace, summary: 'The viewer has read what was said so far; notices of it are read, too.',
})
export const unseeComments = contract({
  name: 'unseeComments', method: 'POST', path: '/comments/:subjectType/:id/unseen', tag: 'activity', params: commentPlace,
  summary: 'A comment and what was said after it are unread again for the viewer, as are the notices of it.', body: z.object({ commentId: id }),
})
export const followRecord = contract({
  name: 'followRecord', method: 'PUT', path: '/comments/:subjectType/:id/follow', tag: 'activity', params: commentPlace, summary: 'Begins or ends being told of comments.',
  body: z.object({ isFollowing: z.boolean() }), response: z.object({ isFollowing: z.boolean() }),
})
export const changeComment = contract({
  name: 'changeComment', method: 'PATCH', path: '/comments/:id', tag: 'activity', params, ifMatch: true, body: commentBody, response: comment,
  summary: "Corrects one's own comment, some minutes after it was written. Those who are named anew are told.",
})
export const removeComment = contract({
  name: 'removeComment', method: 'DELETE', path: '/comments/:id', tag: 'activity', params, summary: "Removes one's own comment; notices of it go with it.",
})
export const restoreComment = contract({
  name: 'restoreComment', method: 'POST', path: '/comments/:id/restore', tag: 'activity', params, summary: 'Takes a removal of one\'s own back, some minutes after it.', response: comment,
})
export const listUnread = contract({
  name: 'listUnread', method: 'GET', path: '/unread-comments', tag: 'activity', summary: 'Of the records of a page, those with something that the viewer has not seen.',
  query: z.object({ subjectType: z.enum(['deal', 'lead', 'account', 'contact']), ids: idList }),
  response: z.object({
    items: z.array(z.object({
      id,
      /** Comments of others since the viewer last looked, where the viewer follows; and of those, or besides, unread mentions of the viewer. */
      unread: z.number().int(), mentions: z.number().int(),
    })),
  }),
})

export const attachmentKind = z.enum(attachmentKindKeys)
export const attachment = z.object({
  id, kind: attachmentKind, name: z.string(), mediaType: z.string(), sizeBytes: z.number().int(), uploadedBy: ref, createdAt: instantOut,
})
export type Attachment = z.infer<typeof attachment>
export const listAttachments = contract({
  name: 'listAttachments', method: 'GET', path: '/attachments/:subjectType/:id', tag: 'activity', params: params.extend({ subjectType }),
  summary: 'Files of a record.', response: z.object({ items: z.array(attachment) }),
})
export const addAttachment = contract({
  name: 'addAttachment', method: 'POST', path: '/attachments/:subjectType/:id', tag: 'activity', status: 201, upload: true,
  params: params.extend({ subjectType }), query: z.object({ kind: attachmentKind.default('other') }),
  summary: 'Adds a file (multipart, one file, at most 20 MB).', response: attachment,
})
export const getAttachment = contract({
  name: 'getAttachment', method: 'GET', path: '/attachments/:id/content', tag: 'activity', params, file: 'application/octet-stream',
  summary: 'The bytes of a file, always as a download.',
})
export const removeAttachment = contract({
  name: 'removeAttachment', method: 'DELETE', path: '/attachments/:id', tag: 'activity', params, summary: 'Removes a file.',
})
