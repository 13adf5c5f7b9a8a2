import { Soon } from '../shell/Soon.tsx'

export default function SettingsPage() {
  return <Soon place="settings" />
}
