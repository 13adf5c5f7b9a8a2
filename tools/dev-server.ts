/** The server for development, without building the web client: tools/dev.ts runs it under `node --watch`. */
import { start } from '../packages/server/src/start.ts'

const sluice = await start({ SLUICE_LOG: 'info', ...process.env })
console.log(`server ${sluice.url}`)
if (sluice.demo) console.log(`demo   ${sluice.demo.email}  ${sluice.demo.password}`)

let stopping = false
const stop = () => {
  if (stopping) return
  stopping = true
  sluice.stop().then(() => process.exit(0), (error: unknown) => {
    console.error(error)
    process.exit(1)
  })
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
void sluice.databaseGone.then(stop)
