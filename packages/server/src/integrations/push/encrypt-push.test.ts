import { createECDH, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { encryptPush, pushTextBytes } from './encrypt-push.ts'
import { openPushMessage } from './push-service.fixture.ts'

const from = (text: string) => Buffer.from(text, 'base64url')

test('the example of RFC 8291, section 5 and appendix A', () => {
  const sealed = encryptPush(Buffer.from('When I grow up, I want to be a watermelon'), {
    p256dh: from('BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4'), auth: from('BTBZMqHH6r4Tts7J_aSIgg'),
  }, { salt: from('DGv6ra1nlYgDCS1FRnbzlw'), secret: from('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw') })
  expect(sealed.toString('base64url')).toBe('DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN')
})

test('a browser reads what was written to it, up to a whole record; nobody else does, and no more than a record is made', () => {
  const browser = createECDH('prime256v1')
  browser.generateKeys()
  const keys = { p256dh: browser.getPublicKey(), auth: randomBytes(16) }
  for (const text of [Buffer.alloc(0), Buffer.from('漏斗预警'), randomBytes(pushTextBytes)]) {
    const sealed = encryptPush(text, keys)
    expect(sealed.length).toBeLessThanOrEqual(4096)
    expect(openPushMessage(sealed, { secret: browser.getPrivateKey(), auth: keys.auth }).equals(text)).toBe(true)
    expect(() => openPushMessage(sealed, { secret: browser.getPrivateKey(), auth: randomBytes(16) })).toThrow()
  }
  expect(() => encryptPush(Buffer.alloc(pushTextBytes + 1), keys)).toThrow(RangeError)
  expect(() => encryptPush(Buffer.from('x'), { ...keys, p256dh: Buffer.concat([Buffer.from([4]), randomBytes(64)]) })).toThrow()
})
