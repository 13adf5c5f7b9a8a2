import { Soon } from '../shell/Soon.tsx'

export default function TodayPage() {
  return <Soon place="today" />
}
