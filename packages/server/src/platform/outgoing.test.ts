import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { addressProblem, mayReach, post } from './outgoing.ts'

const seen: string[] = []
const server = createServer((request, response) => {
  seen.push(request.url ?? '')
  if (request.url === '/moved') return response.writeHead(302, { location: '/secret' }).end()
  if (request.url === '/silent') return
  if (request.url === '/broken') return request.socket.destroy()
  if (request.url === '/long') return response.writeHead(200).end('x'.repeat(1_000_000))
  response.writeHead(429, { 'retry-after': '7' }).end('later')
})
let base = ''
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
const send = (url: string, reach: 'public' | 'loopback' = 'loopback', patienceMs = 10_000) => post({ url, body: '{}', headers: {}, patienceMs }, reach)

test('private and carried addresses are not reached', () => {
  for (const address of ['10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1', 'fe80::1', 'fd00::1', '::', '::ffff:10.0.0.1', '::ffff:8.8.8.8', '64:ff9b::a00:1', '2002:a00:1::', 'no'])
    expect([address, mayReach(address, 'loopback')]).toEqual([address, false])
  for (const address of ['8.8.8.8', '1.1.1.1', '172.32.0.1', '2606:4700::1111']) expect([address, mayReach(address, 'public')]).toEqual([address, true])
  expect([mayReach('127.0.0.1', 'public'), mayReach('127.9.9.9', 'loopback'), mayReach('::1', 'public'), mayReach('10.0.0.1', 'private')]).toEqual([false, true, false, true])
  expect(addressProblem('https://hooks.example.com/x?key=1', 'public')).toBeNull()
  for (const address of ['http://example.com/', 'ftp://example.com/', 'https://a:b@example.com/', 'https://example.com/#x', 'nothing', `https://example.com/${'x'.repeat(2000)}`]) expect([address, addressProblem(address, 'private')]).toEqual([address, 'message.address_wrong'])
  for (const address of ['http://127.0.0.1/', 'https://localhost/', 'https://10.0.0.8/', 'https://[::1]/', 'https://0x7f000001/', 'https://[::ffff:10.0.0.1]/']) expect([address, addressProblem(address, 'public')]).toEqual([address, 'message.address_private'])
  expect(addressProblem('http://localhost:8080/', 'loopback')).toBeNull()
})

test('what is answered, what is lost, and what never left are told apart; no redirect is followed', async () => {
  expect(await send(`${base}/later`)).toEqual({ kind: 'answered', status: 429, body: 'later', retryAfterMs: 7000 })
  expect(await send(`${base}/moved`)).toMatchObject({ kind: 'answered', status: 302 })
  expect(seen).not.toContain('/secret')
  expect(await send(`${base}/broken`)).toMatchObject({ kind: 'failed', isLost: true })
  // The patience ends once the request has arrived, however slow this machine is.
  const patience = new AbortController()
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(patience.signal)
  const silent = send(`${base}/silent`, 'loopback', 300)
  await expect.poll(() => seen, { timeout: 30_000 }).toContain('/silent')
  patience.abort(new DOMException('too late', 'TimeoutError'))
  expect(await silent).toEqual({ kind: 'failed', isLost: true, said: 'timeout' })
  expect(timeout).toHaveBeenLastCalledWith(300)
  timeout.mockRestore()
  expect(await send('http://127.0.0.1:9/')).toMatchObject({ kind: 'failed', isLost: false })
  const long = await send(`${base}/long`)
  expect(long.kind === 'answered' && long.body.length <= 65_536).toBe(true)
  const before = seen.length
  expect(await send(`${base}/later`, 'public')).toEqual({ kind: 'failed', isLost: false, said: 'message.address_private' })
  // A name is judged by where it leads.
  expect(await send(base.replace('127.0.0.1', 'localhost').replace('http:', 'https:'), 'public')).toMatchObject({ kind: 'failed', isLost: false })
  expect(seen.length).toBe(before)
})
