import { mentionText } from '@sluice/core/activities/mentions'
import { handBackReasons, type HandBackReason } from '@sluice/core/assignment/hand-over'
import { defaultContactRoles } from '@sluice/core/config/contact-roles'
import { milestones } from '@sluice/core/config/milestones'
import { eventCatalogue } from '@sluice/core/events/catalogue'
import type { EventBody, EventType } from '@sluice/core/events/catalogue'
import { assertNever } from '@sluice/core/lib/assert-never'
import { activitiesZh } from './activities.zh.ts'
import { kindName, outcomeName } from './activity-names.ts'
import { changeWords, statusName } from './change-words.ts'
import type { ChangeWords } from './change-words.ts'
import { runsOf, strong } from './emphasis.ts'
import type { Run } from './emphasis.ts'
import { localized } from './speaker.ts'
import type { Speaker } from './speaker.ts'

/** What an event looks like at a glance. */
export type EventMark = 'created' | 'advance' | 'back' | 'won' | 'lost' | 'reopened' | 'changed' | 'people' | 'removed' | 'activity' | 'comment' | 'file' | 'import'

/** An event in words. The actor stands before the sentence: 李雷 将阶段从 方案展示 推进到 商务谈判. */
export interface EventWords {
  mark: EventMark
  sentence: Run[]
  changes: ChangeWords[]
  /** What somebody wrote: a reason, a note, a comment. */
  quote: string | null
  /** It came from a file. */
  imported: boolean
}

const isType = (type: string): type is EventType => Object.hasOwn(eventCatalogue, type)

/** Says one event of the log. A type or payload of another version is named, never hidden. */
export function eventWords(event: { type: string; payload: unknown }, speaker: Speaker): EventWords {
  if (isType(event.type)) {
    const parsed = eventCatalogue[event.type].safeParse(event.payload)
    if (parsed.success) return sayEvent({ type: event.type, payload: parsed.data } as EventBody, speaker)
  }
  return words('changed', speaker.t('events.other', { type: strong(event.type) }))
}

function words(mark: EventMark, sentence: string, more: Partial<EventWords> = {}): EventWords {
  return { mark, sentence: runsOf(sentence), changes: [], quote: null, imported: false, ...more }
}

const approvalOf = (payload: { number: number; flowName: string }) => ({ number: payload.number, flow: strong(payload.flowName) })
const milestoneName = (kind: string, language: Speaker['language']) => {
  const known = milestones.find((one) => one.key === kind)
  return known === undefined ? kind : localized(known.name, language)
}
const isFileKind = (kind: string): kind is keyof typeof activitiesZh.fileKinds => Object.hasOwn(activitiesZh.fileKinds, kind)
const isHandBack = (reason: string): reason is HandBackReason => Object.hasOwn(handBackReasons, reason)
const isAlarmKind = (kind: string): kind is keyof typeof activitiesZh.events.alarmKinds => Object.hasOwn(activitiesZh.events.alarmKinds, kind)
const written = (text: string | null) => (text === null || text.trim() === '' ? null : text)

function sayEvent(event: EventBody, speaker: Speaker): EventWords {
  const { t, language } = speaker
  const named = (id: string | null) => strong(id === null ? t('empty') : (speaker.name(id) ?? t('unknown')))
  const list = (ids: readonly string[]) => ids.map(named).join(language === 'en' ? ', ' : '、')
  const changed = (noun: 'deal' | 'lead' | 'account' | 'contact' | 'product', changes: Record<string, [unknown, unknown]>) =>
    words('changed', t('events.changed', { what: t(`nouns.${noun}`) }), { changes: changeWords(noun, changes, speaker) })
  const removed = (noun: 'deal' | 'lead' | 'account' | 'contact', importId: string | null) =>
    words('removed', t(importId === null ? 'events.removed' : 'events.removedByUndo', { what: t(`nouns.${noun}`) }))
  const created = (noun: 'lead' | 'account' | 'contact', payload: { name: string; importId: string | null }) =>
    words('created', t(payload.importId === null ? 'events.created' : 'events.imported', { what: t(`nouns.${noun}`), name: strong(payload.name) }), {
      imported: payload.importId !== null,
    })

  switch (event.type) {
    case 'deal.created': {
      const { title, stageId, importId, amountMinor, currency } = event.payload
      const sentence = t(importId === null ? 'events.dealCreated' : 'events.dealImported', { title: strong(title), stage: named(stageId) })
      const amount = amountMinor === null ? '' : ` · ${strong(speaker.money(amountMinor, currency))}`
      return words('created', sentence + amount, { imported: importId !== null })
    }
    case 'deal.moved': {
      const { from, to, direction, reason } = event.payload
      const advances = direction === 'advance'
      const sentence = t(advances ? 'events.dealAdvanced' : 'events.dealMovedBack', { from: named(from), to: named(to) })
      return words(advances ? 'advance' : 'back', sentence, { quote: written(reason) })
    }
    case 'deal.transferred': {
      const { pipelineId, to, reason } = event.payload
      return words('advance', t('events.dealTransferred', { pipeline: named(pipelineId), to: named(to) }), { quote: written(reason) })
    }
    case 'deal.won':
      return words('won', t('events.dealWon', { stage: named(event.payload.stageId) }))
    case 'deal.lost': {
      const { stageId, reasonId, note, competitor } = event.payload
      const sentence =
        reasonId === null ? t('events.dealLostPlain', { stage: named(stageId) }) : t('events.dealLost', { stage: named(stageId), reason: named(reasonId) })
      const rival = competitor === null ? '' : ` · ${t('competitor', { name: strong(competitor) })}`
      return words('lost', sentence + rival, { quote: written(note) })
    }
    case 'deal.reopened':
      return words('reopened', t('events.dealReopened', { stage: named(event.payload.stageId) }), { quote: written(event.payload.reason) })
    case 'deal.changed':
      return changed('deal', event.payload.changes)
    case 'deal.contacts_changed': {
      const { added, removed: gone, role } = event.payload
      if (added.length > 0 && gone.length > 0) return words('people', t('events.dealContactsBoth', { added: list(added), removed: list(gone) }))
      if (added.length === 0) return words('people', t('events.dealContactsRemoved', { names: list(gone) }))
      const known = defaultContactRoles.find((one) => one.key === role)
      if (!known) return words('people', t('events.dealContactsAdded', { names: list(added) }))
      return words('people', t('events.dealContactsAddedAs', { names: list(added), role: strong(localized(known.name, language)) }))
    }
    case 'deal.remapped':
      return words('changed', t('events.dealRemapped', { from: named(event.payload.from), to: named(event.payload.to) }))
    case 'deal.slept': {
      const { automatic, idleDays } = event.payload
      return words('back', automatic && idleDays !== null ? t('events.dealSleptAfter', { count: idleDays }) : t('events.dealSlept'))
    }
    case 'deal.woken':
      return words('reopened', t(`events.dealWoken.${event.payload.by}`))
    case 'deal.loss_reviewed': {
      const { before, reasonId, note } = event.payload
      const kept = before === reasonId
      return words('changed', t(kept ? 'events.lossConfirmed' : 'events.lossCorrected', { from: named(before), to: named(reasonId) }), { quote: written(note) })
    }
    case 'milestone.recorded': {
      const { kind, amountMinor, note } = event.payload
      const amount = amountMinor === null ? '' : ` · ${strong(speaker.money(amountMinor))}`
      return words('advance', t('events.milestoneRecorded', { what: strong(milestoneName(kind, language)) }) + amount, { quote: written(note) })
    }
    case 'milestone.removed':
      return words('removed', t('events.milestoneRemoved', { what: strong(milestoneName(event.payload.kind, language)) }))
    case 'checklist.ticked':
      return words('changed', t(event.payload.isTicked ? 'events.ticked' : 'events.unticked', { what: strong(event.payload.label) }))
    case 'form.answered': {
      const { formName, isComplete, score } = event.payload
      const points = score === null ? '' : ` · ${t('events.points', { count: score })}`
      return words('changed', t(isComplete ? 'events.formComplete' : 'events.formAnswered', { form: strong(formName) }) + points)
    }
    case 'gate.debt_incurred':
      return words('changed', t(`events.debtIncurred.${event.payload.kind}`, { what: strong(event.payload.asks) }), { quote: written(event.payload.reason) })
    case 'gate.debt_settled':
      return words('reopened', t(`events.debtSettled.${event.payload.by}`, { what: strong(event.payload.asks) }), { quote: written(event.payload.reason) })
    case 'approval.requested':
      return words('people', t('events.approvalRequested', approvalOf(event.payload)), { quote: written(event.payload.comment) })
    case 'approval.decided': {
      const { decision, stepName, comment, forUserId } = event.payload
      const place = forUserId === null ? '' : ` · ${t('events.inPlaceOf', { name: named(forUserId) })}`
      const sentence = t(`events.approvalDecided.${decision}`, { ...approvalOf(event.payload), step: strong(stepName) })
      return words(decision === 'approve' ? 'advance' : 'back', sentence + place, { quote: written(comment) })
    }
    case 'approval.changed': {
      const { what, userId, comment } = event.payload
      return words('people', t(`events.approvalChanged.${what}`, { ...approvalOf(event.payload), name: userId === null ? '' : named(userId) }), { quote: written(comment) })
    }
    case 'approval.ended': {
      const { status, comment } = event.payload
      return words(status === 'approved' ? 'won' : 'back', t(`events.approvalEnded.${status}`, approvalOf(event.payload)), { quote: written(comment) })
    }
    case 'pipeline.published':
      return words('changed', t('events.pipelinePublished', { name: strong(event.payload.name), n: event.payload.n }), { quote: written(event.payload.note) })
    case 'pipeline.publication_undone':
      return words('reopened', t('events.publicationUndone', { name: strong(event.payload.name), n: event.payload.n }))
    case 'deal.removed':
      return removed('deal', event.payload.importId)
    case 'lead.created': {
      const { name, importId, sourceId } = event.payload
      if (importId !== null || sourceId === null) return created('lead', event.payload)
      return words('created', t('events.createdFrom', { what: t('nouns.lead'), name: strong(name), source: named(sourceId) }))
    }
    case 'lead.changed': {
      const { status, ...others } = event.payload.changes
      if (status === undefined) return changed('lead', others)
      const [from, to] = status.map((one) => strong(statusName(String(one), speaker)))
      return words('changed', t('events.leadStatus', { from: from ?? '', to: to ?? '' }), { changes: changeWords('lead', others, speaker) })
    }
    case 'lead.enrolled': return words('people', t('events.leadEnrolled', { sequence: strong(event.payload.sequence) }))
    case 'lead.left_sequence': return words('people', t(`events.leadLeft.${event.payload.state}`, { sequence: strong(event.payload.sequence) }))
    case 'lead.mailed': return words('activity', t('events.leadMailed', { subject: strong(event.payload.subject) }))
    case 'lead.mail_bounced': return words('changed', t(event.payload.isForGood === false ? 'events.mailCameBack' : 'events.mailBounced'), { quote: written(event.payload.said) })
    case 'lead.unsubscribed': return words('changed', t('events.leadUnsubscribed'))
    case 'lead.points_given': return words('changed', t('events.pointsGiven', { sequence: strong(event.payload.sequence), points: event.payload.points > 0 ? `+${event.payload.points}` : String(event.payload.points) }), { quote: written(event.payload.reason) })
    case 'lead.converted': {
      const { accountId, contactId, dealId } = event.payload
      const both = { account: named(accountId), contact: named(contactId) }
      return words('won', dealId === null ? t('events.leadConvertedNoDeal', both) : t('events.leadConverted', { ...both, deal: named(dealId) }))
    }
    case 'lead.captured': {
      const { channelId, campaignId, promoterId, touches } = event.payload
      const from = [campaignId, channelId, promoterId].filter((one) => one !== null).map(named).join(' · ')
      return words('created', from === '' ? t('events.leadCapturedPlain', { count: touches }) : t('events.leadCaptured', { from, count: touches }))
    }
    case 'lead.merged': {
      const { mergedName, mergedNumber, ruleName, changes } = event.payload
      const lead = strong(`${mergedName} L-${mergedNumber}`)
      return words('people', ruleName === null ? t('events.leadMerged', { lead }) : t('events.leadMergedByRule', { lead, rule: strong(ruleName) }), { changes: changeWords('lead', changes, speaker) })
    }
    case 'lead.merged_into':
      return words('people', t('events.leadMergedInto', { lead: named(event.payload.keptId) }))
    case 'lead.unmerged':
      return words('reopened', t('events.leadUnmerged', { lead: named(event.payload.otherId) }), { changes: changeWords('lead', event.payload.changes, speaker) })
    case 'lead.screened':
      return words('changed', t(`events.leadScreened.${event.payload.verdict}`, { rule: strong(event.payload.ruleName) }))
    case 'lead.screen_decided':
      return words('changed', t(`events.leadScreenDecided.${event.payload.decision}`, { rule: strong(event.payload.ruleName) }))
    case 'lead.assigned': {
      const { userId, ruleName, reason } = event.payload
      return words('people', t(`events.leadAssigned.${reason}`, { name: named(userId), rule: strong(ruleName ?? '') }))
    }
    case 'lead.handed_over':
      return words('people', t('events.leadHandedOver', { name: named(event.payload.userId) }))
    case 'lead.accepted':
      return words('advance', t('events.leadAccepted'))
    case 'lead.rejected': {
      const { reason, note } = event.payload
      return words('back', t('events.leadRejected', { reason: strong(isHandBack(reason) ? localized(handBackReasons[reason], language) : reason) }), { quote: written(note) })
    }
    case 'lead.pooled': {
      const { poolId, by, idleDays, reason } = event.payload
      return words('back', t(`events.leadPooled.${by}`, { pool: named(poolId), days: idleDays ?? 0 }), { quote: written(reason) })
    }
    case 'lead.picked': {
      const { poolId, userId, givenBy } = event.payload
      return words('people', givenBy === null ? t('events.leadPicked', { pool: named(poolId) }) : t('events.leadGiven', { pool: named(poolId), name: named(userId) }))
    }
    case 'response.breached': {
      const { userId, targetMinutes, step } = event.payload
      return words(step === 'breached' ? 'lost' : 'people', t(`events.responseBreached.${step}`, { name: named(userId), minutes: targetMinutes }))
    }
    case 'response.met': {
      const { userId, minutes, isLate } = event.payload
      return words('advance', t(`events.responseMet.${isLate ? 'late' : 'inTime'}`, { name: named(userId), minutes }))
    }
    case 'lead.scored': {
      const { from, score, grade, isReady } = event.payload
      const ceased = from !== null && from.isReady && !isReady
      return words('changed', from === null ? t('events.leadScoredFirst', { score, grade: strong(grade) }) : t(ceased ? 'events.leadCeased' : 'events.leadScored', { from: from.score, score, before: from.grade, grade: strong(grade) }))
    }
    case 'lead.signalled': {
      const { name, subject, n } = event.payload
      return words('advance', t('events.leadSignalled', { name: strong(name), subject, count: n }))
    }
    case 'lead.ready':
      return words('won', t('events.leadReady', { score: event.payload.score, threshold: event.payload.threshold }))
    case 'lead.form_submitted': {
      const { formName, verdict } = event.payload
      return words('created', t(verdict === 'duplicate' ? 'events.formAgain' : 'events.formSubmitted', { form: strong(formName) }))
    }
    case 'lead.removed':
      return removed('lead', event.payload.importId)
    case 'account.created':
      return created('account', event.payload)
    case 'account.changed':
      return changed('account', event.payload.changes)
    case 'account.removed':
      return removed('account', event.payload.importId)
    case 'contact.created':
      return created('contact', event.payload)
    case 'contact.changed':
      return changed('contact', event.payload.changes)
    case 'contact.removed':
      return removed('contact', event.payload.importId)
    case 'product.changed':
      return changed('product', event.payload.changes)
    case 'activity.logged': {
      const { kind, outcome, minutes, body } = event.payload
      const sentence =
        outcome === null
          ? t('events.activityLogged', { kind: strong(kindName(kind, language)) })
          : t('events.activityLoggedAs', { kind: strong(kindName(kind, language)), outcome: strong(outcomeName(kind, outcome, language)) })
      const duration = minutes === null || minutes === 0 ? '' : ` · ${t('minutes', { count: minutes })}`
      return words('activity', sentence + duration, { quote: written(body) })
    }
    case 'activity.changed':
      // Taking a removal back is written as a change of `removed`.
      if ('removed' in event.payload.changes) return words('reopened', t('events.activityRestored'))
      return words('changed', t('events.activityChanged'), { changes: changeWords('activity', event.payload.changes, speaker) })
    case 'activity.removed':
      return words('removed', t('events.activityRemoved'))
    case 'comment.added':
      return words('comment', t('events.commentAdded'), { quote: written(mentionText(event.payload.body, (id) => speaker.name(id))) })
    case 'comment.changed':
      return words('comment', t('events.commentChanged'))
    case 'comment.removed':
      return words('removed', t('events.commentRemoved'))
    case 'comment.restored':
      return words('comment', t('events.commentRestored'))
    case 'attachment.added': {
      const { kind, name } = event.payload
      return words('file', t('events.attachmentAdded', { kind: t(`fileKinds.${isFileKind(kind) ? kind : 'other'}`), name: strong(name) }))
    }
    case 'attachment.removed':
      return words('removed', t('events.attachmentRemoved', { name: strong(event.payload.name) }))
    case 'import.done': {
      const { fileName, created: made, updated, rejected } = event.payload
      return words('import', t('events.importDone', { file: strong(fileName), created: strong(String(made)), updated: strong(String(updated)), rejected: strong(String(rejected)) }))
    }
    case 'import.changed':
      return words('import', t('events.importChanged', { file: strong(event.payload.fileName) }))
    case 'import.undone':
      return words('import', t('events.importUndone', { file: strong(event.payload.fileName) }))
    case 'alarm.opened': {
      const { kind, pipelineId, stageId } = event.payload
      return words('back', t('events.alarmOpened', { what: strong(isAlarmKind(kind) ? t(`events.alarmKinds.${kind}`) : kind), place: named(stageId ?? pipelineId) }))
    }
    case 'alarm.changed':
      return words('changed', t(`events.alarmChanged.${event.payload.what}`))
    case 'alarm.acknowledged':
      return words('advance', t('events.alarmAcknowledged'))
    case 'alarm.assigned': {
      const { userId } = event.payload
      return words('people', userId === null ? t('events.alarmUnassigned') : t('events.alarmAssigned', { name: named(userId) }))
    }
    case 'alarm.resolved':
      return words('won', t(`events.alarmResolved.${event.payload.resolution}`))
    case 'alarm.reopened':
      return words('reopened', t(`events.alarmReopened.${event.payload.by}`))
    case 'action.created': {
      const { kind, title, userId } = event.payload
      const made = t(kind === 'review_topic' ? 'events.topicCreated' : 'events.taskCreated', { title: strong(title) })
      return words('created', userId === null ? made : t('events.handedTo', { made, name: named(userId) }))
    }
    case 'action.changed': {
      const { what, title, userId } = event.payload
      const sentence = t(`events.actionChanged.${what}`, { title: strong(title), name: named(userId) })
      return words(what === 'done' ? 'won' : what === 'dropped' ? 'lost' : what === 'reopened' ? 'reopened' : what === 'assigned' ? 'people' : 'changed', sentence)
    }
    case 'plan.changed':
      return words(event.payload.what === 'created' ? 'created' : 'changed', t(`events.planChanged.${event.payload.what}`, { name: strong(event.payload.name), pipeline: named(event.payload.pipelineId) }))
    case 'project.created':
      return words('created', t('events.projectCreated', { name: strong(event.payload.name), count: event.payload.tasks }))
    case 'project.changed':
      return words(event.payload.what === 'done' || event.payload.what === 'accepted' ? 'won' : event.payload.what === 'cancelled' || event.payload.what === 'given_back' ? 'lost' : event.payload.what === 'reopened' ? 'reopened' : 'changed',
        t(`events.projectChanged.${event.payload.what}`, { name: strong(event.payload.name) }))
    case 'meeting.series_changed':
      return words(event.payload.what === 'created' ? 'created' : 'changed', t(`events.meetingSeries.${event.payload.what}`, { name: strong(event.payload.name) }))
    case 'meeting.opened':
    case 'meeting.steered':
    case 'meeting.noted':
    case 'meeting.closed':
    case 'meeting.skipped':
      return words('changed', t(`events.meeting.${event.type.slice('meeting.'.length) as 'opened' | 'steered' | 'noted' | 'closed' | 'skipped'}`))
    case 'meeting.joined':
      return words('people', t(event.payload.isPresent ? 'events.meetingCame' : 'events.meetingAway', { name: named(event.payload.userId) }))
    case 'experiment.entered':
      return words('changed', t('events.experimentEntered', { name: strong(event.payload.name), arm: strong(event.payload.armName) }))
    case 'campaign.changed':
      return words(event.payload.what === 'created' ? 'created' : 'changed', t(`events.campaignChanged.${event.payload.what}`, { name: strong(event.payload.name) }))
    case 'config.changed':
      return words('changed', t('events.configChanged', { name: strong(event.payload.name) }))
    case 'user.changed':
      return words('people', t('events.userChanged'))
    default:
      return assertNever(event)
  }
}
