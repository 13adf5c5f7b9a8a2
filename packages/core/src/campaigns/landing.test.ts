import { expect, test } from 'vitest'
import { readArrival } from '../touches/arrival.ts'
import { landingProblem, redirectTarget } from './landing.ts'

const link = { code: '7KQ2M9A', touchId: '019c0e5a-0000-7000-8000-0123456789ab', utmCampaign: 'spring', utmSource: 'exhibition', utmMedium: 'code' }

test('only web pages without a password, and no short link behind a short link', () => {
  expect(landingProblem('https://example.cn/表单?a=1')).toBeNull()
  expect(landingProblem('http://10.0.0.5:8080/')).toBeNull()
  expect(landingProblem('//evil.example')).toBe('landing.not_an_address')
  expect(landingProblem('/local')).toBe('landing.not_an_address')
  for (const one of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'ftp://a/b', 'weixin://dl/chat']) expect(landingProblem(one)).toBe('landing.not_web')
  expect(landingProblem('https://user:secret@example.cn/')).toBe('landing.with_password')
  expect(landingProblem('https://crm.example.cn/c/acme/7KQ2M9A')).toBe('landing.is_short_link')
})

test('the page is told its source, keeps what it says itself, and reads it back', () => {
  const target = redirectTarget('https://example.cn/f?utm_source=poster&sl=old&x=1#part', link)
  expect(target).toBe('https://example.cn/f?utm_source=poster&sl=019c0e5a-0000-7000-8000-0123456789ab&x=1&utm_medium=code&utm_campaign=spring&sl_code=7KQ2M9A#part')
  expect(readArrival(target)).toMatchObject({ touchId: link.touchId, code: link.code, utm: { source: 'poster', medium: 'code', campaign: 'spring' } })
  expect(redirectTarget('https://example.cn/?sl=old', { ...link, touchId: null })).not.toContain('sl=')
})
