import { expect, test } from 'vitest'
import type { IncomingMail } from './incoming-mail.ts'
import { kindOfMail } from './kind-of-mail.ts'

const mail = (address: string, headers: Record<string, string> = {}, more: Partial<IncomingMail> = {}): IncomingMail => ({
  messageId: null, from: { name: '', address }, recipients: [], answers: [], subject: '询价', text: '', attachments: [], headers: new Map(Object.entries(headers)), deliveryStatus: null, feedback: null, original: null, ...more,
})
const kind = (...said: Parameters<typeof mail>) => kindOfMail(mail(...said), (address) => address === 'sales@own.cn')

test('only what a person wrote is a person’s', () => {
  expect(kind('wei@customer.example')).toBe('person')
  expect(kind('wei@customer.example', { 'auto-submitted': 'no' })).toBe('person')
  expect(kind('wei@customer.example', { 'auto-submitted': 'auto-replied (vacation)' })).toBe('automatic')
  expect(kind('wei@customer.example', { 'x-autoreply': 'yes' })).toBe('automatic')
  expect(kind('wei@customer.example', { precedence: 'auto_reply' })).toBe('automatic')
  expect(kind('wei@customer.example', { 'return-path': '<>' })).toBe('automatic')
  expect(kind('wei@customer.example', {}, { subject: '自动回复: 我在休假' })).toBe('automatic')
  expect(kind('wei@customer.example', {}, { subject: 'Out of Office: back on Monday' })).toBe('automatic')
  for (const address of ['no-reply@shop.example', 'noreply+12@shop.example', 'bounces-1@x.example']) expect([address, kind(address)]).toEqual([address, 'automatic'])
  expect(kind('norma@shop.example')).toBe('person')
  expect(kind('news@shop.example', { 'list-unsubscribe': '<https://x>' })).toBe('list')
  expect(kind('news@shop.example', { precedence: 'bulk' })).toBe('list')
  expect(kind('sales@own.cn')).toBe('own')
  expect(kind('MAILER-DAEMON@mx.example')).toBe('report')
  expect(kind('mx@mx.example', { 'auto-submitted': 'auto-replied' }, { deliveryStatus: 'Status: 5.1.1' })).toBe('report')
  expect(kind('abuse@qq.example', {}, { feedback: 'Feedback-Type: abuse' })).toBe('complaint')
})
