import { assess, parseAnswers } from '@sluice/core/forms/answer'
import type { answerForm as answerFormContract, Form, FormAnswer } from '@sluice/core/forms/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf, ParamsOf } from '@sluice/core/lib/contract'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'
import { selectLocks } from '../gates/gates.queries.ts'
import { selectAnswer, selectForms, selectSubject } from './forms.queries.ts'

type Questions = Extract<Form, { kind: 'questionnaire' }>
type Place = ParamsOf<typeof answerFormContract>

/** The questionnaire of that id, if it is about this kind of record; a layout is no questionnaire. */
async function requireQuestions(tx: Reader, orgId: string, { id, subjectType }: Place): Promise<Questions> {
  const form = (await selectForms(tx, orgId, id))[0]
  if (form?.kind !== 'questionnaire') return refuse('record.not_found')
  if (form.object !== subjectType) refuse('form.not_about')
  return form
}

/** What a questionnaire holds about a record that the viewer may see, judged by the questionnaire as it is today. */
export async function readAnswer(tx: Reader, viewer: Viewer, place: Place): Promise<FormAnswer> {
  if ((await selectSubject(tx, viewer, place.subjectType, place.subjectId)) === undefined) refuse('record.not_found')
  const form = await requireQuestions(tx, viewer.orgId, place)
  const row = await selectAnswer(tx, viewer.orgId, form.id, place.subjectId)
  const { answers, isComplete, missing, score, maxScore } = assess(form.definition, row?.answers ?? {})
  return {
    formId: form.id, subjectType: place.subjectType, subjectId: place.subjectId, answers: Object.fromEntries(answers), isComplete, missing,
    // Nobody answered: that is no score, not a score of zero.
    score: row === undefined ? null : score, maxScore,
    answeredBy: row?.answeredBy ?? null, answeredAt: row?.answeredAt ?? null, version: row?.version ?? 0,
  }
}

/** An approval may keep the deal from being changed. Otherwise somebody worked on it just now: that is no idle deal. */
async function touchDeal(tx: Tx, act: Act, dealId: string): Promise<void> {
  // Waits for whoever changes it, or asks for an approval of it, at this moment.
  await tx.selectFrom('deal').select('id').where('org_id', '=', act.orgId).where('id', '=', dealId).forUpdate().execute()
  const lock = (await selectLocks(tx, act.orgId, [dealId])).get(dealId)
  if (lock?.lock === 'all') refuse('deal.locked', { dealId, number: lock.number })
  await tx.updateTable('deal').set({ touched_at: act.now }).where('org_id', '=', act.orgId).where('id', '=', dealId).where('dormant_at', 'is', null).execute()
}

/** Puts these answers in the place of those at `version`. What does not fit a question is refused by its name; nothing is stored then. */
export async function answerForm(tx: Tx, act: Act, viewer: Viewer, place: Place, body: BodyOf<typeof answerFormContract>): Promise<void> {
  const subject = (await selectSubject(tx, viewer, place.subjectType, place.subjectId)) ?? refuse('record.not_found')
  if (!subject.canWrite) refuse('permission.denied')
  if (place.subjectType === 'deal') await touchDeal(tx, act, place.subjectId)
  const form = await requireQuestions(tx, viewer.orgId, place)
  if (form.isArchived) refuse('form.unknown')
  const { assessment, refused } = parseAnswers(form.definition, body.answers)
  if (refused.length > 0) {
    const name = form.definition.questions.find((question) => question.key === refused[0])?.label ?? refused[0]
    refuse('form.bad_answer', { name }, refused.map((key) => ({ path: `answers.${key}`, code: 'form.bad_answer' })))
  }
  const { answers, isComplete, score } = assessment
  const values = {
    answers: JSON.stringify(Object.fromEntries(answers)), is_complete: isComplete, score: score === null ? null : String(score),
    form_version: form.version, answered_by: act.actorId, answered_at: act.now,
  }
  const saved =
    body.version === 0
      ? await tx
          .insertInto('form_answer')
          .values({ org_id: act.orgId, form_id: form.id, subject_type: place.subjectType, subject_id: place.subjectId, ...values })
          .onConflict((conflict) => conflict.doNothing())
          .returning('version')
          .executeTakeFirst()
      : await tx
          .updateTable('form_answer')
          .set({ ...values, version: body.version + 1 })
          .where('org_id', '=', act.orgId)
          .where('form_id', '=', form.id)
          .where('subject_id', '=', place.subjectId)
          .where('version', '=', body.version)
          .returning('version')
          .executeTakeFirst()
  if (saved === undefined) refuse('conflict.stale_version')
  await append(tx, act, [{
    type: 'form.answered', payload: { formId: form.id, formName: form.name, isComplete, score }, subjectType: place.subjectType, subjectId: place.subjectId,
    ownerId: subject.ownerId, teamId: subject.teamId,
  }])
}
