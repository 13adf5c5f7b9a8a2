import { expect, test } from 'vitest'
import { secretsOf } from '../../platform/secrets.ts'
import { readVapid } from './push-service.fixture.ts'
import { vapidOf } from './vapid.ts'

test('the stand-in takes the example of RFC 8292, section 2.4, and not a changed one', () => {
  const example = 'vapid t=eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA, k=BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs'
  expect(readVapid(example)).toEqual({ key: 'BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs', claims: { aud: 'https://push.example.net', exp: 1453523768, sub: 'mailto:push@example.com' } })
  expect(readVapid(example.replace('i3CYb7t4', 'i3CYb7t5'))).toBeNull()
})

test('the key pair is the installation\'s: made once, the same after a restart, another elsewhere', () => {
  const now = new Date('2026-03-02T02:00:00.000Z')
  const [one, again, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 1), Buffer.alloc(32, 2)].map((key) => vapidOf(secretsOf(key), 'https://crm.example.cn'))
  expect(Buffer.from(one?.publicKey ?? '', 'base64url')).toHaveLength(65)
  expect([again?.publicKey === one?.publicKey, other?.publicKey === one?.publicKey]).toEqual([true, false])
  expect(readVapid(one?.authorization('https://push.example.net/send/abc?x=1', now) ?? '')).toEqual({ key: one?.publicKey, claims: { aud: 'https://push.example.net', exp: 1772460000, sub: 'https://crm.example.cn' } })
})
