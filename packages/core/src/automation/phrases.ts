import type { Words } from '../conditions/catalogue.ts'
import type { StepType, TriggerKind } from './definition.ts'

/**
 * What triggers and steps say, with a place for each of their settings. The sentence fills the places with words, the editor with
 * controls, so that both say the same. `more` is left out of the sentence: texts that are sent.
 */
interface Phrase extends Words {
  more?: Words
}
const phrase = (zh: string, en: string, more?: Words): Phrase => ({ zh, en, ...(more && { more }) })

export const triggerPhrases: Readonly<Record<TriggerKind, Phrase>> = {
  created: phrase('{object}新建', 'a {object} is created'),
  changed: phrase('{object}的{fields}被修改', '{fields} of a {object} changes'),
  field_changed: phrase('{object}的{field}从 {from} 变为 {to}', '{field} of a {object} changes from {from} to {to}'),
  stage_entered: phrase('商机进入{stage}', 'a deal enters {stage}'),
  stage_left: phrase('商机离开{stage}', 'a deal leaves {stage}'),
  closed: phrase('{pipeline}商机{outcome}', 'a deal of {pipeline} is {outcome}'),
  time_in_stage: phrase('商机在{stage}停留超过 {amount} {unit}', 'a deal stays in {stage} for more than {amount} {unit}'),
  no_activity: phrase('{object}超过 {days} 天没有跟进', 'nothing was logged about a {object} for {days} days'),
  score_crosses: phrase('线索评分{direction} {threshold} 分', "a lead's score {direction} {threshold}"),
  alarm_opened: phrase('出现{kinds}预警，级别{minSeverity}', 'an alarm opens: {kinds}, {minSeverity}'),
  approval_ended: phrase('商机的{flow}审批{result}', '{flow} of a deal {result}'),
  date_reached: phrase('到{object}的{field}{offsetDays} {at}', '{offsetDays} {field} of a {object}, at {at}'),
  schedule: phrase('{every}{on} {at}，检查{object}', '{every} {on} at {at}, for {object}'),
  webhook_in: phrase('外部系统通知{object}', 'another system calls about {object}'),
  form_submitted: phrase('有人提交{forms}', 'somebody submits {forms}'),
  button: phrase('在{object}上点击按钮{label}', 'the button {label} of a {object} is pressed'),
}

/** Branches are told by their condition. */
export const stepPhrases: Readonly<Record<StepType, Phrase>> = {
  set_field: phrase('把{field}改为 {value}', 'set {field} to {value}'),
  assign: phrase('分配给{to}', 'assign it to {to}'),
  move_stage: phrase('移到{stage}', 'move it to {stage}', { zh: '，说明 {reason}', en: ', because {reason}' }),
  task: phrase('给{assignee}建任务{title}（{workDays}）', 'make a task {title} for {assignee} ({workDays})', { zh: '，说明 {body}', en: ', with {body}' }),
  checklist: phrase('建一组任务：{tasks}', 'make tasks: {tasks}'),
  note: phrase('记一条备注', 'log a note', { zh: '：{text}', en: ': {text}' }),
  comment: phrase('发一条评论', 'comment', { zh: '：{text}', en: ': {text}' }),
  mention: phrase('在评论里提到{to}', 'mention {to} in a comment', { zh: '：{text}', en: ': {text}' }),
  tag: phrase('{tags}', '{tags}'),
  score: phrase('评分 {points}', 'score {points}', { zh: '，原因 {reason}', en: ', because {reason}' }),
  nurture_start: phrase('加入培育{sequence}', 'start nurturing in {sequence}'),
  nurture_end: phrase('退出培育{sequence}', 'end nurturing in {sequence}'),
  approval: phrase('发起审批{flow}', 'ask for approval by {flow}', { zh: '，目标阶段 {stage}，说明 {comment}', en: ', to enter {stage}, with {comment}' }),
  notify: phrase('通知{to}', 'notify {to}', { zh: '：{text}', en: ': {text}' }),
  mail: phrase('给{to}发邮件{subject}', 'mail {to} {subject}', { zh: '：{text}', en: ': {text}' }),
  robot: phrase('用{robot}发群消息', 'post with {robot}', { zh: '：{text}', en: ': {text}' }),
  webhook: phrase('调用{webhook}', 'call {webhook}'),
  create_project: phrase('按{template}启动项目，{owner}', 'start a project by {template}, {owner}'),
  create_record: phrase('新建{record}（{fields}），归{owner}', 'make a {record} ({fields}) for {owner}'),
  review_topic: phrase('把{title}加入例会议题', 'put {title} on the agenda of the review meeting', { zh: '，说明 {body}', en: ', with {body}' }),
  wait: phrase('等 {amount} {unit}{at}', 'wait {amount} {unit}{at}'),
  branch: phrase('{condition}', '{condition}'),
  stop: phrase('结束', 'stop'),
}
