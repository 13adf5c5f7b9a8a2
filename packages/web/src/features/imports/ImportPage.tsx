import { Soon } from '../shell/Soon.tsx'

export default function ImportPage() {
  return <Soon place="import" />
}
