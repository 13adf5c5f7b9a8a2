import { activityKinds } from '../config/activity-kinds.ts'
import { attachmentKindNames } from '../config/attachment-kinds.ts'
import { defaultContactRoles } from '../config/contact-roles.ts'
import type { Criterion } from '../config/gate.ts'
import type { Localized } from '../config/localized.ts'
import { milestones } from '../config/milestones.ts'
import type { ObjectCatalogue } from '../conditions/catalogue.ts'
import { ConditionError } from '../conditions/errors.ts'
import { explain } from '../conditions/explain.ts'
import type { Speaker } from '../conditions/speak.ts'
import { assertNever } from '../lib/assert-never.ts'
import type { Evidence } from './evidence.ts'
import { approvalsNow, conditionTest, countingActivities, type JudgeContext } from './judge.ts'

/** Names that the organisation gave, for words; what it does not know stays an unnamed form or flow. */
export interface GateNames extends Speaker {
  catalogue: ObjectCatalogue
  formName: (id: string) => string | undefined
  flowName: (id: string) => string | undefined
}

const contactRoleNames: ReadonlyMap<string, Localized> = new Map(defaultContactRoles.map((role) => [role.key, role.name]))
const milestoneNames: ReadonlyMap<string, Localized> = new Map(milestones.map((one) => [one.key, one.name]))
const fileNames: ReadonlyMap<string, Localized> = new Map(Object.entries(attachmentKindNames))
const kindNames: ReadonlyMap<string, Localized> = new Map(activityKinds.map((kind) => [kind.key, kind.name]))
const outcomeNames: ReadonlyMap<string, Localized> = new Map(activityKinds.flatMap((kind) => kind.outcomes.map((outcome) => [outcome.key, outcome.name])))

/** What a criterion asks for, in the team's own words if it has any. */
export function asks(criterion: Criterion, names: GateNames): string {
  return criterion.label === '' ? asksOf(criterion, names) : criterion.label
}

function asksOf(criterion: Criterion, names: GateNames): string {
  const { lang } = names
  const zh = lang === 'zh'
  const or = (keys: readonly string[], known: ReadonlyMap<string, Localized>) => keys.map((key) => known.get(key)?.[lang] ?? key).join(zh ? '或' : ' or ')
  switch (criterion.type) {
    case 'field': {
      const label = names.catalogue.fields.get(criterion.field)?.label[lang] ?? criterion.field
      return zh ? `填写「${label}」` : `Fill in “${label}”`
    }
    case 'condition':
      try {
        return explain(criterion.condition, names.catalogue, names)
      } catch (error) {
        if (!(error instanceof ConditionError)) throw error
        return `${zh ? '条件' : 'Condition'}: ${error.words(lang)}`
      }
    case 'form': {
      const name = names.formName(criterion.formId) ?? (zh ? '问卷' : 'questionnaire')
      const score = criterion.minScore === null ? '' : zh ? `，得分不低于 ${criterion.minScore}` : `, score ${criterion.minScore} or more`
      return zh ? `完成「${name}」${score}` : `Complete “${name}”${score}`
    }
    case 'activity': {
      const { kinds, outcomes, effective, withinDays, count } = criterion
      const what = kinds.length === 0 ? (zh ? '跟进' : 'activity') : or(kinds, kindNames)
      const result = outcomes.length > 0 ? `${zh ? '结果为' : 'with outcome '}${or(outcomes, outcomeNames)}` : ''
      const real = outcomes.length === 0 && effective
      if (zh) return `${withinDays === null ? '' : `${withinDays} 天内`}有${count > 1 ? ` ${count} 次` : ''}${real ? '有效的' : ''}${what}${result === '' ? '' : `（${result}）`}`
      return [count > 1 ? `${count} ×` : '', real ? 'effective' : '', what, result, withinDays === null ? '' : `within ${withinDays} days`].filter((part) => part !== '').join(' ')
    }
    case 'contact':
      return zh ? `联系人中有${or(criterion.roles, contactRoleNames)}` : `A contact who is ${or(criterion.roles, contactRoleNames)}`
    case 'attachment':
      return zh ? `上传${or(criterion.kinds, fileNames)}` : `Attach: ${or(criterion.kinds, fileNames)}`
    case 'milestone':
      return zh ? `记录：${or(criterion.kinds, milestoneNames)}` : `Record: ${or(criterion.kinds, milestoneNames)}`
    case 'checklist':
      return zh ? '确认检查项' : 'Confirm the checklist item'
    case 'approval': {
      const name = names.flowName(criterion.flowId) ?? (zh ? '审批' : 'approval')
      return zh ? `审批「${name}」通过` : `Approval “${name}” granted`
    }
    default:
      return assertNever(criterion)
  }
}

/** What there is so far of a criterion that is not met; one word for one that is. */
export function has(criterion: Criterion, isMet: boolean, evidence: Evidence, names: GateNames, context: JudgeContext): string {
  const zh = names.lang === 'zh'
  const say = (inChinese: string, inEnglish: string) => (zh ? inChinese : inEnglish)
  if (criterion.type === 'activity') {
    const n = countingActivities(criterion, evidence, context.now).length
    return say(`${n}/${criterion.count} 次`, `${n} of ${criterion.count}`)
  }
  if (isMet) return say('已具备', 'there')
  switch (criterion.type) {
    case 'field':
      return say('未填写', 'empty')
    case 'condition':
      return conditionTest(criterion.condition, context) === null ? say('条件已失效，请联系管理员', 'can no longer be checked; ask an administrator') : say('不符合', 'not so')
    case 'form': {
      const answer = evidence.forms.find((form) => form.until === null && form.formId === criterion.formId)
      if (answer === undefined) return say('未填写', 'not begun')
      if (!answer.isComplete) return say('未填完', 'not complete')
      return say(`得分 ${answer.score ?? 0}`, `score ${answer.score ?? 0}`)
    }
    case 'contact': {
      const n = evidence.contacts.filter((contact) => contact.until === null).length
      return n === 0 ? say('这个商机还没有联系人', 'no contacts yet') : say(`${n} 位联系人，均非此角色`, `${n} ${n === 1 ? 'contact' : 'contacts'}, none in this role`)
    }
    case 'attachment':
      return say('无此类附件', 'none')
    case 'milestone':
      return say('未记录', 'not recorded')
    case 'checklist':
      return say('未确认', 'not confirmed')
    case 'approval': {
      const last = approvalsNow(criterion.flowId, evidence).toSorted((a, b) => (a.requestedAt < b.requestedAt ? 1 : -1))[0]
      if (last === undefined) return say('未发起', 'not asked for')
      return approvalWords[last.status][names.lang]
    }
    default:
      return assertNever(criterion)
  }
}

const approvalWords = {
  waiting: { zh: '审批中', en: 'waiting' }, returned: { zh: '已退回', en: 'returned' }, approved: { zh: '已通过', en: 'granted' },
  rejected: { zh: '被拒绝', en: 'refused' }, withdrawn: { zh: '已撤回', en: 'withdrawn' },
} as const satisfies Record<string, Localized>
