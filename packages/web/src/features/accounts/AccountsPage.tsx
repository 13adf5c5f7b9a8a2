import { Soon } from '../shell/Soon.tsx'

export default function AccountsPage() {
  return <Soon place="accounts" />
}
