import type { Words } from '../conditions/catalogue.ts'
import type { ActiveHours, AutomationObject, Recipient, Step, Trigger, dwellUnits, repeats, waitUnits } from './definition.ts'

/** What the choices of an automation are called: one table for its sentence and for the controls that edit it. */

const words = (zh: string, en: string): Words => ({ zh, en })
type Of<K extends Trigger['kind']> = Extract<Trigger, { kind: K }>

export const objectWords: Readonly<Record<AutomationObject, Words>> = {
  deal: words('商机', 'deal'), lead: words('线索', 'lead'), account: words('客户', 'account'), contact: words('联系人', 'contact'), alarm: words('预警', 'alarm'),
}
export const dwellUnitWords: Readonly<Record<(typeof dwellUnits)[number], Words>> = { hours: words('小时', 'hours'), days: words('天', 'days'), work_days: words('个工作日', 'working days') }
export const waitUnitWords: Readonly<Record<(typeof waitUnits)[number], Words>> = {
  minutes: words('分钟', 'minutes'), hours: words('小时', 'hours'), days: words('天', 'days'), work_hours: words('个工作小时', 'working hours'), work_days: words('个工作日', 'working days'),
}
export const repeatWords: Readonly<Record<(typeof repeats)[number], Words>> = { day: words('每天', 'every day'), week: words('每周', 'every week'), month: words('每月', 'every month') }
export const weekdayWords: readonly Words[] = [
  words('周一', 'Mon'), words('周二', 'Tue'), words('周三', 'Wed'), words('周四', 'Thu'), words('周五', 'Fri'), words('周六', 'Sat'), words('周日', 'Sun'),
]
export const outcomeWords: Readonly<Record<Of<'closed'>['outcome'], Words>> = { won: words('赢单', 'won'), lost: words('丢单', 'lost'), any: words('赢单或丢单', 'won or lost') }
export const resultWords: Readonly<Record<Of<'approval_ended'>['result'], Words>> = {
  approved: words('通过', 'is approved'), rejected: words('被拒绝', 'is rejected'), returned: words('被退回', 'is returned'), withdrawn: words('被撤回', 'is withdrawn'), any: words('结束', 'ends'),
}
export const severityWords: Readonly<Record<Of<'alarm_opened'>['minSeverity'], Words>> = { info: words('不限', 'any severity'), warn: words('警告以上', 'warning or worse'), critical: words('严重', 'critical') }
export const directionWords: Readonly<Record<Of<'score_crosses'>['direction'], Words>> = { up: words('升到', 'rises to'), down: words('跌破', 'falls below') }
export const recipientWords: Readonly<Record<Recipient['kind'], Words>> = {
  owner: words('负责人', 'the owner'), owner_manager: words('负责人的上级', "the owner's manager"), managers: words('全部销售经理', 'all sales managers'),
  actor: words('触发者', 'who caused it'), user: words('指定的人', 'a person'), team: words('团队', 'a team'), role: words('角色', 'a role'),
}
export const assignWords: Readonly<Record<Extract<Step, { type: 'assign' }>['to']['kind'], Words>> = {
  user: words('指定的人', 'a person'), owner_manager: words('负责人的上级', "the owner's manager"), fewest: words('团队中手上最少的人', 'who has fewest of a team'),
}
export const hoursWords: Readonly<Record<ActiveHours['kind'], Words>> = { always: words('全天', 'at any time'), work_hours: words('工作时间', 'working hours'), between: words('指定时段', 'certain hours') }
/** By when a task is to be done. */
export const dueWords = (workDays: number): Words =>
  workDays === 0 ? words('当天完成', 'due the same day') : words(`${workDays} 个工作日内`, workDays === 1 ? 'due in 1 working day' : `due in ${workDays} working days`)
