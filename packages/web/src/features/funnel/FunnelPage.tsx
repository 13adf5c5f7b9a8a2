import { Soon } from '../shell/Soon.tsx'

export default function FunnelPage() {
  return <Soon place="funnel" />
}
