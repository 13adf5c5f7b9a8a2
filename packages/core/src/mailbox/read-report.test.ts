import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDeliveryStatus, readReportWords, reportedMessageId } from './read-report.ts'

const report = (action: string, status: string, diagnostic = '') => `Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; a@b.c\nAction: ${action}\nStatus: ${status}\n${diagnostic === '' ? '' : `Diagnostic-Code: ${diagnostic}\n`}`

test('what a report says of the address, and what of this mail alone (RFC 3463)', () => {
  const outcome = (...said: Parameters<typeof report>) => readDeliveryStatus(report(...said))?.outcome
  expect(outcome('failed', '5.1.1')).toBe('gone')
  expect(outcome('failed', '5.2.2')).toBe('gone')
  expect(outcome('failed', '5.0.0', 'smtp; 550 5.7.1 message looks like spam')).toBe('refused')
  expect(outcome('failed', '5.7.1')).toBe('refused')
  expect(outcome('failed', '5.0.0', 'smtp; 550 no such user')).toBe('gone')
  expect(outcome('failed', '4.4.7', 'smtp; 451 try later')).toBe('later')
  expect(outcome('delayed', '4.4.1')).toBe('delayed')
  expect(outcome('delivered', '2.0.0')).toBe('delivered')
  expect(outcome('relayed', '2.1.9')).toBe('delivered')
})

test('folded lines, other line ends and several recipients: the worst counts, in the server’s words', () => {
  const two = `${report('delayed', '4.4.1')}\n${report('failed', '5.1.1', 'smtp; 550\n 5.1.1 unknown')}`.replaceAll('\n', '\r\n')
  expect(readDeliveryStatus(two)).toEqual({ outcome: 'gone', said: '5.1.1 · 550 5.1.1 unknown' })
  expect(readDeliveryStatus('Reporting-MTA: dns; mx\n')).toBeNull()
})

test('reports of words alone are read by the code in them', () => {
  expect(readReportWords('很抱歉，您的邮件被退回。\n退信原因：host said: 550 5.1.1 User unknown')?.outcome).toBe('gone')
  expect(readReportWords('SMTP error: 550 Mailbox not found')?.outcome).toBe('gone')
  expect(readReportWords('host said: 452 4.2.2 mailbox full')?.outcome).toBe('later')
  expect(readReportWords('您的邮件没有送达')).toBeNull()
})

test('the mail that came back is found by its id; no text throws or takes long', () => {
  expect(reportedMessageId('Subject: x\nMessage-Id:  <a.b@c>\n\nhello')).toBe('<a.b@c>')
  expect(reportedMessageId('Message-ID: <a b>')).toBeNull()
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    readDeliveryStatus(text)
    readReportWords(text)
    reportedMessageId(text)
  }))
})
