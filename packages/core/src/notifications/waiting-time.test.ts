import { expect, test } from 'vitest'
import { noticePath, noticeQuote, noticeText } from './notice-text.ts'
import { waitingTime } from './waiting-time.ts'

test('a wait is told in the units people use; working time never in days', () => {
  const tell = (waitedMinutes: number, isWorkTime: boolean) => [waitingTime({ waitedMinutes, isWorkTime }, 'zh'), waitingTime({ waitedMinutes, isWorkTime }, 'en')]
  expect(tell(240, true)).toEqual(['4 小时（工作时间）', '4 h of working time'])
  expect(tell(1500, true)).toEqual(['25 小时（工作时间）', '25 h of working time'])
  expect(tell(1500, false)).toEqual(['1 天 1 小时', '1 d 1 h'])
  expect(tell(90, false)).toEqual(['1 小时 30 分钟', '1 h 30 min'])
  expect(tell(0, false)).toEqual(['0 分钟', '0 min'])
})

test('what is escalated says from whom, after how long, and what it is about; it leads where the first notice led', () => {
  const data = {
    kind: 'mention', data: { by: '张三', title: '云帆扩容', comment: '请看' }, from: ['李四', '王五'], waitedMinutes: 240, isWorkTime: true,
    ways: { mail: true, push: false, app: false, robot: false }, ignoresQuiet: false,
  }
  const notice = { kind: 'escalated' as const, data, subjectType: 'deal', subjectId: 'd1' }
  expect(noticeText(notice, 'zh', String)).toBe('升级自 李四、王五，已等待 4 小时（工作时间）：张三在「云帆扩容」提到您')
  expect([noticeQuote(notice), noticePath(notice)]).toEqual(['请看', '/deals/d1#comments'])
  // One that another made, or that nests, says nothing rather than something wrong.
  expect(noticeText({ kind: 'escalated', data: { ...data, kind: 'escalated' } }, 'zh', String)).toBe('升级自 ，已等待 ：')
})
