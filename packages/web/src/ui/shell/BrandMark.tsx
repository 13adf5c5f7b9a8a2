/** The mark: a funnel of three bars, the last one the narrow outlet of a sluice. */
export function BrandMark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden style={{ flexShrink: 0 }}>
      <rect width="32" height="32" rx="8" fill="#0b66c2" />
      <path d="M7 8h18l-3.2 5H10.2z" fill="#fff" />
      <path d="M11.3 15h9.4l-2 3.8h-5.4z" fill="#fff" opacity=".82" />
      <path d="M14.2 20.6h3.6V25h-3.6z" fill="#fff" opacity=".64" />
    </svg>
  )
}
