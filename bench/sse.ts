import { setTimeout as sleep } from 'node:timers/promises'
import { startProduct } from '../tools/running-product.ts'
import { spoken, timing, type Bench, type Timing } from './bench.ts'
import { signInFirst, type SignedIn } from './signed-in.ts'

const streams = 200
const writes = 300
const idleSeconds = 15

interface Usage {
  cpuSeconds: number
  rssMiB: number
}

/** What the server's process says of itself. */
async function usage(url: string): Promise<Usage> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const read = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN)
  return { cpuSeconds: read('process_cpu_seconds_total'), rssMiB: read('process_resident_memory_bytes') / 1024 / 1024 }
}

interface Round {
  write: Timing
  cpuMsPerWrite: number
  idleCpuShare: number
  rssMiB: number
}

/** Some idle seconds, then writes one after another; `lastHeard` tells when the streams had them all. */
async function round(url: string, client: SignedIn, lastHeard: () => Promise<void>): Promise<Round> {
  const before = await usage(url)
  await sleep(idleSeconds * 1000)
  const idle = await usage(url)
  const spans: number[] = []
  for (let n = 0; n < writes; n++) {
    const began = performance.now()
    await client.post('/leads', { name: `线索 ${n}`, company: '测量有限公司' })
    spans.push(performance.now() - began)
  }
  await lastHeard()
  const after = await usage(url)
  return {
    write: timing(spans),
    cpuMsPerWrite: ((after.cpuSeconds - idle.cpuSeconds) * 1000) / writes,
    idleCpuShare: (idle.cpuSeconds - before.cpuSeconds) / idleSeconds,
    rssMiB: after.rssMiB,
  }
}

const signed = new Intl.NumberFormat('en', { signDisplay: 'always', maximumFractionDigits: 2 })
const told = (name: string, it: Round) =>
  `${name.padEnd(14)} idle ${(it.idleCpuShare * 100).toFixed(2)} % of a core · ${it.cpuMsPerWrite.toFixed(1)} ms CPU a write · write ${spoken(it.write)} · ${it.rssMiB.toFixed(0)} MiB`

/**
 * 200 open live streams, all of people who may see everything, against none. CPU and memory are the server's own; times
 * of writes hold the reading end too, which runs on the same cores.
 */
export const sse: Bench = {
  name: 'sse',
  about: `${streams} open live streams against none: CPU idle and for each write, memory, and how soon a change is heard`,
  async run(report) {
    const product = await startProduct({ SLUICE_DEMO: '0' })
    try {
      const client = await signInFirst(product.url)
      const nothing = async () => {}
      await round(product.url, client, nothing)
      const without = await round(product.url, client, nothing)
      report(told('no stream', without))

      let heard = 0
      const closers = await Promise.all(
        Array.from({ length: streams }, () => client.stream('/live', (text) => { heard += text.split('"lead.created"').length - 1 })),
      )
      await sleep(2000)
      const wanted = writes * streams
      const with200 = await round(product.url, client, async () => {
        for (let wait = 0; heard < wanted && wait < 300; wait++) await sleep(100)
      })
      report(told(`${streams} streams`, with200))

      const delays: number[] = []
      for (let n = 0; n < 30; n++) {
        const target = heard + streams
        const began = performance.now()
        await client.post('/leads', { name: `回声 ${n}` })
        while (heard < target && performance.now() - began < 5000) await sleep(1)
        delays.push(performance.now() - began)
      }
      report(`heard ${Math.min(heard, wanted)} of ${wanted} messages; from the request to the last of ${streams} streams: ${spoken(timing(delays))}`)
      for (const close of closers) close()
      await sleep(1000)
      const again = await round(product.url, client, nothing)
      report(told('closed again', again))

      const baseCpu = (without.cpuMsPerWrite + again.cpuMsPerWrite) / 2
      report(
        `ratio: CPU a write ${(with200.cpuMsPerWrite / baseCpu).toFixed(2)} × · write ${((2 * with200.write.p50) / (without.write.p50 + again.write.p50)).toFixed(2)} × · ` +
        `memory ${signed.format(with200.rssMiB - without.rssMiB)} MiB, ${(((with200.rssMiB - without.rssMiB) * 1024) / streams).toFixed(0)} KiB a stream · ` +
        `idle ${signed.format((with200.idleCpuShare - (without.idleCpuShare + again.idleCpuShare) / 2) * 100)} % of a core`,
      )
    } finally {
      await product.stop()
    }
  },
}
