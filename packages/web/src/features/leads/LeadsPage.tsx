import { Soon } from '../shell/Soon.tsx'

export default function LeadsPage() {
  return <Soon place="leads" />
}
