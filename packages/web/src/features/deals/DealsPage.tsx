import { Soon } from '../shell/Soon.tsx'

export default function DealsPage() {
  return <Soon place="deals" />
}
