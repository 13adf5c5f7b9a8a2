import { Soon } from '../shell/Soon.tsx'

export default function ContactsPage() {
  return <Soon place="contacts" />
}
